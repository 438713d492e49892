/** A user's addresses, oldest first, as far as the choice of a default goes. */
export interface Choosable {
  readonly id: string;
  readonly isDefault: boolean;
}

/**
 * Which address is the default once one was saved: the first one always, later ones when asked for. A default that is asked to be none
 * stays it until another is chosen, so that a user with addresses always has one.
 */
export function isDefaultOnceSaved(others: readonly Choosable[], current: Choosable | undefined, asked: boolean | null): boolean {
  if (others.length === 0) return true;
  if (asked === true) return true;
  return current?.isDefault === true && !others.some(({ isDefault }) => isDefault);
}

/** Which address takes over when the default is deleted: the oldest that is left; undefined when none has to. */
export const heirOf = (deleted: Choosable, left: readonly Choosable[]): Choosable | undefined => (deleted.isDefault ? left[0] : undefined);
