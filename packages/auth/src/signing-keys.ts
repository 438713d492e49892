import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { IdentityUnavailableError } from './token-errors.ts';
import { waitingRoom } from './waiting-room.ts';

/** The public keys of the identity server, by key id. */
export interface SigningKeys {
  /** The key, or undefined when the server, asked after this call began, does not know it. @throws IdentityUnavailableError */
  find(kid: string): Promise<KeyObject | undefined>;
  close(): void;
}

export interface SigningKeysOptions {
  readonly jwksUrl: string;
  /** Milliseconds between two requests for keys that unknown key ids give rise to, however many there are. */
  readonly fetchedAtMostEvery: number;
  /** Milliseconds after which keys are asked for without such need, so that withdrawn ones are noticed. */
  readonly refreshedEvery: number;
  /** A key that was known is no longer there. */
  readonly onRemoved: () => void;
  /** Hears when a refresh in the background failed; the keys known so far are trusted on. */
  readonly onFault: (fault: Error) => void;
}

const FETCH_TIMEOUT_MS = 3_000;
/** Key ids that may wait for the next refresh at a time: a thousand invented ones a second, at some 15 KB a request. */
const MOST_WAITING = 10_000;

/**
 * keycloak-connect's own key rotation refuses good tokens with a new key while it may not ask again, and trusts removed keys for ever.
 * Here whoever asks for an unknown key waits until the server may be asked, and all who wait share the one answer.
 */
export function signingKeys(options: SigningKeysOptions): SigningKeys {
  const closed = new AbortController();
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let lastStart = -Infinity;
  let lastForUnknown = -Infinity;
  let lastFault: Error | undefined;
  let fetching: Promise<void> | undefined;
  let request: AbortController | undefined;
  let forUnknown: Promise<void> | undefined;
  const room = waitingRoom(MOST_WAITING, () => new IdentityUnavailableError('too many tokens with unknown keys'));

  const fetchKeys = async (): Promise<void> => {
    const asked = new AbortController();
    const timer = setTimeout(() => asked.abort(), FETCH_TIMEOUT_MS);
    try {
      request = asked;
      lastStart = performance.now();
      const found = await requestKeys(options.jwksUrl, asked.signal);
      const removed = [...keys.keys()].some(kid => !found.has(kid));
      keys = found;
      lastFault = undefined;
      if (removed) options.onRemoved();
    } catch (error) {
      lastFault = new IdentityUnavailableError(`no keys from ${options.jwksUrl}`, { cause: error });
      throw lastFault;
    } finally {
      clearTimeout(timer);
    }
  };

  const fetchOnce = (): Promise<void> => {
    fetching ??= fetchKeys().finally(() => {
      fetching = undefined;
      if (!closed.signal.aborted) inBackground.refresh();
    });
    return fetching;
  };

  // fetches in the background do not count, or a new key would not be accepted at once after one of them
  const fetchInTurn = async (): Promise<void> => {
    if (fetching !== undefined) return fetching;
    const wait = lastForUnknown + options.fetchedAtMostEvery - performance.now();
    if (wait > 0) await pause(wait, undefined, { signal: closed.signal, ref: false });
    // nor does the first of all, which no unknown key gave rise to
    if (keys.size > 0) lastForUnknown = performance.now();
    await fetchOnce();
  };

  const refresh = (): Promise<void> => {
    forUnknown ??= fetchInTurn().finally(() => {
      forUnknown = undefined;
    });
    return forUnknown;
  };

  const inBackground = setTimeout(() => fetchOnce().catch(fault => closed.signal.aborted || options.onFault(fault)), options.refreshedEvery);
  inBackground.unref();

  return {
    async find(kid) {
      const asked = performance.now();
      for (;;) {
        const key = keys.get(kid);
        if (key !== undefined || lastStart >= asked) return key;
        // a server that was away a moment ago is not waited for: the caller hears of it at once
        if (lastFault !== undefined && performance.now() < lastStart + options.fetchedAtMostEvery) throw lastFault;
        await room.wait(kid, refresh);
      }
    },
    close() {
      clearTimeout(inBackground);
      closed.abort();
      request?.abort();
    },
  };
}

async function requestKeys(url: string, signal: AbortSignal): Promise<ReadonlyMap<string, KeyObject>> {
  const answer = await fetch(url, { redirect: 'error', signal });
  if (!answer.ok) throw new Error(`the identity server answered ${answer.status}`);
  const { keys } = (await answer.json()) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('the identity server answered without keys');
  // a realm also publishes keys for other purposes and algorithms
  const usable = (keys as readonly PublishedKey[]).filter(key => key.kty === 'RSA' && key.use !== 'enc' && (key.alg ?? 'RS256') === 'RS256');
  return new Map(usable.flatMap(key => (key.kid === undefined ? [] : [[key.kid, createPublicKey({ key, format: 'jwk' })]])));
}

type PublishedKey = JsonWebKey & { readonly kid?: string; readonly use?: string; readonly alg?: string };
