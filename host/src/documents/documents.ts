import { renderAsyncApi } from './asyncapi.ts';
import { renderConfiguration } from './configuration.ts';
import { renderEnvExample } from './env-example.ts';
import { renderEvents } from './events.ts';
import { orderLifecycle } from './order-lifecycle.ts';

/** A document that is written from the code, by its path in the repository. */
export interface GeneratedDocument {
  readonly path: string;
  readonly text: () => string;
}

export const documents: readonly GeneratedDocument[] = [
  { path: 'docs/configuration.md', text: renderConfiguration },
  { path: '.env.example', text: renderEnvExample },
  { path: 'docs/asyncapi.yaml', text: renderAsyncApi },
  { path: 'docs/events.md', text: renderEvents },
  { path: 'docs/order-lifecycle.md', text: orderLifecycle },
];
