import { parse } from 'graphql';
import type { Document } from './operation.ts';

/** A document of the caller's own, for what none of the shop's screens asks. It is typed by who writes it, and not checked before it is sent. */
export const documentOf = <Result, Variables>(text: string): Document<Result, Variables> =>
  parse(text, { noLocation: true }) as Document<Result, Variables>;
