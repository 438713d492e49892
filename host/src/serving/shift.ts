import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Work that one of several replicas does at a time. */
export interface Shift {
  /** Whether it is this replica's turn; asking keeps it. */
  isMine(): Promise<boolean>;
  /** Gives it up, so that another replica need not wait until it lapses. */
  end(): Promise<void>;
}

const KEEP = `
  local holder = redis.call('GET', KEYS[1])
  if holder == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
  if holder then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`;
const GIVE_UP = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/**
 * A turn that lapses. For work that does no harm when two replicas do it for a moment.
 * @param lasts milliseconds after which another replica may take it from one that does not ask any more.
 */
export function shiftOf(redis: Redis, name: string, lasts: number): Shift {
  const key = `micromart:shift:${name}`;
  const me = randomUUID();
  return {
    isMine: async () => (await redis.eval(KEEP, 1, key, me, lasts)) === 1,
    async end() {
      // without Redis it lapses by itself
      await redis.eval(GIVE_UP, 1, key, me).catch(() => undefined);
    },
  };
}
