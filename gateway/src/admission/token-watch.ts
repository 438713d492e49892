import { setImmediate as turn } from 'node:timers/promises';
import type { TokenChecker } from '@micromart/auth';

/** Hears what a token is refused with. */
type Refused = (error: unknown) => void;

/** So many tokens are looked at before others have their turn: a signature takes about a tenth of a millisecond. */
const AT_ONCE = 50;

/**
 * Watches tokens that are used for longer than a request. As long as no key is withdrawn it costs nothing; then each token is checked once, however
 * many wait for it.
 * @param check throws when a token, as it was presented, is not good.
 */
export function tokenWatch(tokens: Pick<TokenChecker, 'onKeysWithdrawn'>, check: (authorization: string) => unknown) {
  const watched = new Map<string, Set<Refused>>();
  let stopHearing: (() => void) | undefined;

  async function look(authorization: string): Promise<void> {
    try {
      await check(authorization);
    } catch (error) {
      for (const refused of [...(watched.get(authorization) ?? [])]) refused(error);
    }
  }

  /** One does not wait for the other: a token whose key is unknown now may have to wait until keys may be asked for again. */
  async function lookAtAll(): Promise<void> {
    let looked = 0;
    for (const authorization of [...watched.keys()]) {
      void look(authorization);
      looked += 1;
      if (looked % AT_ONCE === 0) await turn();
    }
  }

  return (authorization: string, refused: Refused): (() => void) => {
    const hearers = watched.get(authorization) ?? new Set();
    hearers.add(refused);
    watched.set(authorization, hearers);
    stopHearing ??= tokens.onKeysWithdrawn(() => void lookAtAll());
    return () => {
      hearers.delete(refused);
      if (hearers.size === 0 && watched.get(authorization) === hearers) watched.delete(authorization);
      if (watched.size > 0) return;
      stopHearing?.();
      stopHearing = undefined;
    };
  };
}
