/** How somebody wants to be told. */
export interface Preferences {
  readonly email: boolean;
  readonly inbox: boolean;
}

/** Of a user who never said otherwise. */
export const defaultPreferences: Preferences = { email: true, inbox: true };

/** Where one piece of news goes. */
export interface Ways {
  readonly inInbox: boolean;
  readonly mailed: boolean;
}

/**
 * A guest has nothing but the mail. Old news are not mailed any more: who read "canceled" must not read "confirmed" after it. The inbox shows
 * them, where they stand beside the newer ones.
 */
export function waysToTell(to: { readonly guest: boolean; readonly preferences: Preferences }, newest: boolean): Ways {
  if (to.guest) return { inInbox: false, mailed: newest };
  return { inInbox: to.preferences.inbox, mailed: to.preferences.email && newest };
}
