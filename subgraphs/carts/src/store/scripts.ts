import type { Redis } from 'ioredis';

// KEYS: the cart, and its owner's newest cart if it has an owner. ARGV: version before, version after, data, expiry (ms since 1970), channel, id
const WRITE_CART = `
  local version = redis.call('HGET', KEYS[1], 'version') or '0'
  if version ~= ARGV[1] then return 0 end
  redis.call('HSET', KEYS[1], 'version', ARGV[2], 'data', ARGV[3])
  redis.call('PEXPIREAT', KEYS[1], ARGV[4])
  if KEYS[2] and version == '0' then redis.call('SET', KEYS[2], ARGV[6]) end
  if KEYS[2] and redis.call('GET', KEYS[2]) == ARGV[6] then redis.call('PEXPIREAT', KEYS[2], ARGV[4]) end
  redis.call('PUBLISH', ARGV[5], ARGV[6] .. ' ' .. ARGV[2])
  return 1`;

// KEYS: the cart. ARGV: channel, id
const END_CART = `
  local version = redis.call('HGET', KEYS[1], 'version')
  if not version then return 0 end
  redis.call('DEL', KEYS[1])
  redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' ' .. (tonumber(version) + 1))
  return 1`;

// KEYS: the variant. ARGV: field of the sequence, sequence, then field and value in turn
const LEARN_VARIANT = `
  local known = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
  if tonumber(ARGV[2]) <= known then return 0 end
  redis.call('HSET', KEYS[1], unpack(ARGV))
  return 1`;

type Script = (keys: readonly string[], values: readonly string[]) => Promise<number>;

/** The carts' Lua scripts: each is one atomic step. Redis keeps them by their hash. */
export function defineScripts(redis: Redis): { readonly writeCart: Script; readonly endCart: Script; readonly learnVariant: Script } {
  const scripts = { writeCart: WRITE_CART, endCart: END_CART, learnVariant: LEARN_VARIANT };
  for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua });
  const commands = redis as unknown as Record<keyof typeof scripts, (keys: number, ...rest: string[]) => Promise<number>>;
  const script =
    (name: keyof typeof scripts): Script =>
    (keys, values) =>
      commands[name](keys.length, ...keys, ...values);
  return { writeCart: script('writeCart'), endCart: script('endCart'), learnVariant: script('learnVariant') };
}
