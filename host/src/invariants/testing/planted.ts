import type { DatabaseName } from '../snapshots.ts';
import type { World } from './world.ts';

/** A breach, planted into the books of a delivered order. */
export interface Planted {
  /** The test's name goes on from here. */
  readonly what: string;
  readonly invariant: string;
  readonly subject: string;
  readonly plant: (world: World) => Promise<void>;
}

/** A breach that statements on one database make. */
export const planted = (what: string, invariant: string, subject: string, database: DatabaseName, sql: string): Planted => ({
  what,
  invariant,
  subject,
  plant: world => world.play(database, sql),
});

/** The assignment that changes one thing in a life. */
export const life = (path: string, value: unknown): string => `lifecycle = jsonb_set(lifecycle, '{${path}}', '${JSON.stringify(value)}')`;
