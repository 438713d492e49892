import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { leasesKeyOf, membersKeyOf, PARTITIONS } from './keys.ts';

/** Says that a consumer lives, renews what it leases, takes what is free up to its fair share. One call for all topics of a group. */
const CLAIM = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local me, ttl, partitions = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local answer = {}
for at = 1, #KEYS, 2 do
  local members, leases = KEYS[at], KEYS[at + 1]
  redis.call('ZADD', members, now + ttl, me)
  redis.call('ZREMRANGEBYSCORE', members, '-inf', now)
  local living = redis.call('ZRANGE', members, 0, -1)
  table.sort(living)
  local rank = 0
  for place, member in ipairs(living) do if member == me then rank = place - 1 end end
  local share = math.floor(partitions / #living)
  if rank < partitions % #living then share = share + 1 end
  local held = redis.call('HMGET', leases, unpack((function()
    local all = {}
    for partition = 0, partitions - 1 do all[#all + 1] = tostring(partition) end
    return all
  end)()))
  local mine, free = {}, {}
  for partition = 0, partitions - 1 do
    local lease = held[partition + 1]
    local owner, ends
    if lease then owner, ends = string.match(lease, '^(%S+) (%d+)$') end
    if owner == me then mine[#mine + 1] = partition
    elseif not owner or tonumber(ends) <= now then free[#free + 1] = partition end
  end
  while #mine < share and #free > 0 do mine[#mine + 1] = table.remove(free, 1) end
  for _, partition in ipairs(mine) do redis.call('HSET', leases, partition, me .. ' ' .. string.format('%d', now + ttl)) end
  redis.call('PEXPIRE', members, ttl * 4)
  redis.call('PEXPIRE', leases, ttl * 4)
  answer[#answer + 1] = { share, mine }
end
return answer`;

const RELEASE = `
for at = 3, #ARGV do
  local lease = redis.call('HGET', KEYS[2], ARGV[at])
  if lease and string.match(lease, '^(%S+) ') == ARGV[1] then redis.call('HDEL', KEYS[2], ARGV[at]) end
end
if ARGV[2] == 'leave' then redis.call('ZREM', KEYS[1], ARGV[1]) end`;

/** What a consumer holds of one topic, and how much of it would be fair. */
export interface Holding {
  readonly topic: string;
  readonly share: number;
  readonly partitions: readonly number[];
}

export interface Membership {
  readonly redis: Redis;
  readonly group: string;
  readonly topics: readonly string[];
  /** Unique among all consumers, without spaces. */
  readonly consumer: string;
}

/** Renews and takes leases that last `ttl` milliseconds from now on. */
export async function claimPartitions({ redis, group, topics, consumer }: Membership, ttl: number): Promise<readonly Holding[]> {
  const keys = topics.flatMap(topic => [membersKeyOf(group, topic), leasesKeyOf(group, topic)]);
  const answer = (await run(redis, CLAIM, keys, [consumer, ttl, PARTITIONS])) as [number, number[]][];
  return topics.map((topic, at) => ({ topic, share: answer[at]?.[0] ?? 0, partitions: answer[at]?.[1] ?? [] }));
}

/** Gives partitions of one topic back; `leave` also takes the consumer out of the group. */
export async function releasePartitions(
  { redis, group, consumer }: Membership,
  topic: string,
  partitions: readonly number[],
  leave: boolean,
): Promise<void> {
  const keys = [membersKeyOf(group, topic), leasesKeyOf(group, topic)];
  await run(redis, RELEASE, keys, [consumer, leave ? 'leave' : 'stay', ...partitions]);
}

const digests = new Map<string, string>();

/** By digest; the text is sent when Redis does not know it (any more). */
async function run(redis: Redis, script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
  const digest = digests.get(script) ?? createHash('sha1').update(script).digest('hex');
  digests.set(script, digest);
  try {
    return await redis.evalsha(digest, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return redis.eval(script, keys.length, ...keys, ...args);
  }
}
