import type { DatabaseName, ShopView } from './shop-view.ts';

/** That something does not hold which must always hold. */
export interface Breach {
  /** The invariant's name. */
  readonly invariant: string;
  /** What it is about: an order, a payment, a level, an event. */
  readonly subject: string;
  /** What was found, with the figures. */
  readonly says: string;
}
export type Finding = Omit<Breach, 'invariant'>;

export interface Invariant {
  readonly name: string;
  /** What must hold, in one sentence. */
  readonly says: string;
  /**
   * `always`: it concerns one database and holds in any of its snapshots. `once settled`: it needs time, or concerns several databases, whose
   * snapshots are not of the same moment; it is looked at again before it is called a breach.
   */
  readonly holds: 'always' | 'once settled';
  readonly findings: (shop: ShopView) => Promise<readonly Finding[]>;
}

/** A statement that lists breaches as `subject` and `says`. In those that need time, `$1` is the moment before which all had time to settle. */
export type Listing = string;

/** Rows of one database's table of invariants: name, what must hold, and the statement that lists the breaches. */
export const alwaysIn = (database: DatabaseName, rows: readonly (readonly [name: string, says: string, listing: Listing])[]): readonly Invariant[] =>
  rows.map(([name, says, listing]) => ({ name, says, holds: 'always', findings: shop => shop.rows<Finding>(database, listing) }));

/** The same for what a database needs time for. */
export const soonIn = (database: DatabaseName, rows: readonly (readonly [name: string, says: string, listing: Listing])[]): readonly Invariant[] =>
  rows.map(([name, says, listing]) => ({
    name,
    says,
    holds: 'once settled',
    findings: shop => shop.rows<Finding>(database, listing, [shop.before]),
  }));
