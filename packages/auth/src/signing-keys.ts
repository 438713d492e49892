import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { IdentityUnavailableError } from './token-errors.ts';

/** The public keys of the identity server, by key id. */
export interface SigningKeys {
  /** The key, or undefined when the server, asked after this call began, does not know it. @throws IdentityUnavailableError */
  find(kid: string): Promise<KeyObject | undefined>;
  close(): void;
}

export interface SigningKeysOptions {
  readonly jwksUrl: string;
  /** Milliseconds between two requests for keys, whatever key ids are asked for. */
  readonly fetchedAtMostEvery: number;
  /** Milliseconds after which keys are asked for without need, so that removed ones are noticed. */
  readonly refreshedEvery: number;
  /** A key that was known is no longer there. */
  readonly onRemoved: () => void;
  /** Hears when a refresh in the background failed; the keys known so far are trusted on. */
  readonly onFault: (fault: Error) => void;
}

const FETCH_TIMEOUT_MS = 3_000;
/** Requests that may wait for the next refresh; junk with invented key ids must not fill the memory. */
const MOST_WAITING = 500;

/**
 * keycloak-connect's own key rotation refuses good tokens with a new key while it may not ask again, and trusts removed keys for ever.
 * Here whoever asks for an unknown key waits until the server may be asked, and all who wait share the one answer.
 */
export function signingKeys(options: SigningKeysOptions): SigningKeys {
  const closed = new AbortController();
  let keys: ReadonlyMap<string, KeyObject> = new Map();
  let lastStart = -Infinity;
  let lastFault: Error | undefined;
  let refreshing: Promise<void> | undefined;
  let waiting = 0;

  const fetchKeys = async (): Promise<void> => {
    try {
      const wait = lastStart + options.fetchedAtMostEvery - performance.now();
      if (wait > 0) await pause(wait, undefined, { signal: closed.signal, ref: false });
      lastStart = performance.now();
      const found = await requestKeys(options.jwksUrl, closed.signal);
      const removed = [...keys.keys()].some(kid => !found.has(kid));
      keys = found;
      lastFault = undefined;
      if (removed) options.onRemoved();
    } catch (error) {
      lastFault = new IdentityUnavailableError(`no keys from ${options.jwksUrl}`, { cause: error });
      throw lastFault;
    }
  };

  const refresh = (): Promise<void> => {
    refreshing ??= fetchKeys().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  const inBackground = setInterval(() => refresh().catch(fault => closed.signal.aborted || options.onFault(fault)), options.refreshedEvery);
  inBackground.unref();

  return {
    async find(kid) {
      const asked = performance.now();
      for (;;) {
        const key = keys.get(kid);
        if (key !== undefined || lastStart >= asked) return key;
        // a server that was away a moment ago is not waited for: the caller hears of it at once
        if (lastFault !== undefined && performance.now() < lastStart + options.fetchedAtMostEvery) throw lastFault;
        if (waiting >= MOST_WAITING) throw new IdentityUnavailableError('too many tokens with unknown keys');
        waiting += 1;
        try {
          await refresh();
        } finally {
          waiting -= 1;
        }
      }
    },
    close() {
      clearInterval(inBackground);
      closed.abort();
    },
  };
}

async function requestKeys(url: string, closed: AbortSignal): Promise<ReadonlyMap<string, KeyObject>> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.any([closed, AbortSignal.timeout(FETCH_TIMEOUT_MS)]) });
  if (!answer.ok) throw new Error(`the identity server answered ${answer.status}`);
  const { keys } = (await answer.json()) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('the identity server answered without keys');
  // a realm also publishes keys for other purposes and algorithms
  const usable = (keys as readonly PublishedKey[]).filter(key => key.kty === 'RSA' && key.use !== 'enc' && (key.alg ?? 'RS256') === 'RS256');
  return new Map(usable.flatMap(key => (key.kid === undefined ? [] : [[key.kid, createPublicKey({ key, format: 'jwk' })]])));
}

type PublishedKey = JsonWebKey & { readonly kid?: string; readonly use?: string; readonly alg?: string };
