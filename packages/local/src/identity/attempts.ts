/** Wrong passwords by login name: after too many in a row the name is closed for a while, whatever password comes. */
export interface Attempts {
  closed(login: string): boolean;
  failed(login: string): void;
  succeeded(login: string): void;
}

const ALLOWED_IN_A_ROW = 10;
const CLOSED_FOR_MS = 30_000;
const MOST_NAMES = 10_000;

/** @param now milliseconds since the epoch. */
export function attempts(now: () => number): Attempts {
  const failures = new Map<string, { count: number; last: number }>();
  const nameOf = (login: string): string => login.trim().toLowerCase();
  const recent = (login: string) => {
    const found = failures.get(nameOf(login));
    return found !== undefined && now() - found.last < CLOSED_FOR_MS ? found : undefined;
  };
  return {
    closed: login => (recent(login)?.count ?? 0) >= ALLOWED_IN_A_ROW,
    failed(login) {
      const count = (recent(login)?.count ?? 0) + 1;
      failures.delete(nameOf(login));
      failures.set(nameOf(login), { count, last: now() });
      if (failures.size <= MOST_NAMES) return;
      const eldest = failures.keys().next();
      if (!eldest.done) failures.delete(eldest.value);
    },
    succeeded(login) {
      failures.delete(nameOf(login));
    },
  };
}
