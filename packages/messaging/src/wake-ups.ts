import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { briefly } from './faults.ts';
import type { WakeUp } from './messaging.ts';

/** Tells open subscriptions on every replica of new versions. Wake-ups can be lost: who hears of them also reads now and then. */
export interface WakeUps {
  /** Does not wait, and does not fail: what is lost is logged. */
  publish(wakeUps: readonly WakeUp[]): void;
  /** Calls back for each wake-up of a kind; with an id, only for that one. Returns what ends it. */
  subscribe(kind: string, id: string | null, heard: (id: string, version: number) => void): () => void;
  close(): Promise<void>;
}

/** The channel of a kind. What is sent on it is `<id> <version>`; a Lua script can do so too. */
export const wakeUpChannel = (kind: string): string => `micromart:wake:${kind}`;

const EVERY = '*';

/** Wake-ups by Redis pub/sub: one channel a kind, one connection of its own for hearing, made at the first subscription. */
export function createWakeUps(redis: Redis, logger: Logger): WakeUps {
  const byChannel = new Map<string, Map<string, Set<(id: string, version: number) => void>>>();
  let ear: Redis | undefined;

  function hear(): Redis {
    if (ear !== undefined) return ear;
    ear = redis.duplicate({ lazyConnect: false, maxRetriesPerRequest: null, connectionName: 'micromart wake-ups' });
    ear.on('error', (error: unknown) => logger.debug({ error: briefly(error) }, 'wake-ups are not heard'));
    ear.on('message', (channel: string, message: string) => {
      const [id = '', version = ''] = message.split(' ');
      const listeners = byChannel.get(channel);
      for (const key of [id, EVERY]) for (const heard of listeners?.get(key) ?? []) heard(id, Number(version));
    });
    return ear;
  }

  const unheard = (error: unknown): void => logger.debug({ error: briefly(error) }, 'a wake-up was lost');

  return {
    publish(wakeUps) {
      for (const { kind, id, version } of wakeUps) redis.publish(wakeUpChannel(kind), `${id} ${version}`).catch(unheard);
    },
    subscribe(kind, id, heard) {
      const channel = wakeUpChannel(kind);
      let byId = byChannel.get(channel);
      if (byId === undefined) {
        byId = new Map();
        byChannel.set(channel, byId);
        hear().subscribe(channel).catch(unheard);
      }
      const key = id ?? EVERY;
      const listeners = byId.get(key) ?? new Set();
      byId.set(key, listeners);
      listeners.add(heard);
      return () => {
        listeners.delete(heard);
        if (listeners.size === 0 && byId.get(key) === listeners) byId.delete(key);
        if (byId.size > 0 || byChannel.get(channel) !== byId) return;
        byChannel.delete(channel);
        ear?.unsubscribe(channel).catch(unheard);
      };
    },
    async close() {
      byChannel.clear();
      ear?.disconnect();
    },
  };
}
