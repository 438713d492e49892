import type { Redis } from 'ioredis';

// A script whose answer was lost with its connection is sent again: by the id of its write it sees that it was played before.

// KEYS: the cart, and its owner's carts by the time since when they are theirs, if it has an owner.
// ARGV: version before, version after, data, expiry (ms since 1970), channel, id, the write's id
const WRITE_CART = `
  if redis.call('HGET', KEYS[1], 'write') == ARGV[7] then return 1 end
  local version = redis.call('HGET', KEYS[1], 'version') or '0'
  if version ~= ARGV[1] then return 0 end
  redis.call('HSET', KEYS[1], 'version', ARGV[2], 'data', ARGV[3], 'write', ARGV[7])
  redis.call('PEXPIREAT', KEYS[1], ARGV[4])
  if KEYS[2] then
    local time = redis.call('TIME')
    redis.call('ZADD', KEYS[2], 'NX', time[1] * 1000000 + time[2], ARGV[6])
    redis.call('PEXPIREAT', KEYS[2], ARGV[4])
  end
  redis.call('PUBLISH', ARGV[5], ARGV[6] .. ' ' .. ARGV[2])
  return 1`;

// KEYS: the guest's cart, then as above, and where its merging is noted. ARGV: the guest cart's version and id, then as above, and the note
const MERGE_CARTS = `
  if redis.call('HGET', KEYS[2], 'write') == ARGV[9] then return 1 end
  if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
  if redis.call('HGET', KEYS[2], 'version') ~= ARGV[3] then return 0 end
  redis.call('HSET', KEYS[2], 'version', ARGV[4], 'data', ARGV[5], 'write', ARGV[9])
  redis.call('PEXPIREAT', KEYS[2], ARGV[6])
  redis.call('PEXPIREAT', KEYS[3], ARGV[6])
  redis.call('SET', KEYS[4], ARGV[10], 'PXAT', ARGV[6])
  redis.call('DEL', KEYS[1])
  redis.call('PUBLISH', ARGV[7], ARGV[2] .. ' ' .. (tonumber(ARGV[1]) + 1))
  redis.call('PUBLISH', ARGV[7], ARGV[8] .. ' ' .. ARGV[4])
  return 1`;

// Both: a script that was played before finds no cart, and its caller reads that there is none.

// KEYS: the cart. ARGV: channel, id, version
const END_CART = `
  if redis.call('HGET', KEYS[1], 'version') ~= ARGV[3] then return 0 end
  redis.call('DEL', KEYS[1])
  redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' ' .. (tonumber(ARGV[3]) + 1))
  return 1`;

// KEYS: the cart, the one with the rest, where the first names the second, and its owner's carts if it has an owner.
// ARGV: channel, id and version of the cart; then of the rest version, data, expiry (ms since 1970) and id
const END_CART_WITH_REST = `
  if redis.call('HGET', KEYS[1], 'version') ~= ARGV[3] then return 0 end
  redis.call('HSET', KEYS[2], 'version', ARGV[4], 'data', ARGV[5])
  redis.call('PEXPIREAT', KEYS[2], ARGV[6])
  redis.call('SET', KEYS[3], ARGV[7], 'PXAT', ARGV[6])
  if KEYS[4] then
    local time = redis.call('TIME')
    redis.call('ZADD', KEYS[4], time[1] * 1000000 + time[2], ARGV[7])
    redis.call('PEXPIREAT', KEYS[4], ARGV[6])
  end
  redis.call('DEL', KEYS[1])
  redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' ' .. (tonumber(ARGV[3]) + 1))
  return 1`;

// KEYS: the cart, and where the merging is noted. ARGV: version before, version after, data, channel, id.
// The note goes with the units: without it they were taken before. The id of the cart's last write stays, or that could be played again.
const TAKE_OUT_MERGED = `
  if redis.call('EXISTS', KEYS[2]) == 0 then return 1 end
  if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
  redis.call('HSET', KEYS[1], 'version', ARGV[2], 'data', ARGV[3])
  redis.call('DEL', KEYS[2])
  redis.call('PUBLISH', ARGV[4], ARGV[5] .. ' ' .. ARGV[2])
  return 1`;

// KEYS: the variant. ARGV: field of the sequence, sequence, then field and value in turn
const LEARN_VARIANT = `
  local known = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
  if tonumber(ARGV[2]) <= known then return 0 end
  redis.call('HSET', KEYS[1], unpack(ARGV))
  return 1`;

type Script = (keys: readonly string[], values: readonly string[]) => Promise<number>;

type ScriptName = 'writeCart' | 'mergeCarts' | 'endCart' | 'endCartWithRest' | 'takeOutMerged' | 'learnVariant';

/** The carts' Lua scripts: each is one atomic step. Redis keeps them by their hash. */
export function defineScripts(redis: Redis): Readonly<Record<ScriptName, Script>> {
  const scripts = {
    writeCart: WRITE_CART,
    mergeCarts: MERGE_CARTS,
    endCart: END_CART,
    endCartWithRest: END_CART_WITH_REST,
    takeOutMerged: TAKE_OUT_MERGED,
    learnVariant: LEARN_VARIANT,
  };
  for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua });
  const commands = redis as unknown as Record<keyof typeof scripts, (keys: number, ...rest: string[]) => Promise<number>>;
  const script =
    (name: keyof typeof scripts): Script =>
    (keys, values) =>
      commands[name](keys.length, ...keys, ...values);
  return {
    writeCart: script('writeCart'),
    mergeCarts: script('mergeCarts'),
    endCart: script('endCart'),
    endCartWithRest: script('endCartWithRest'),
    takeOutMerged: script('takeOutMerged'),
    learnVariant: script('learnVariant'),
  };
}
