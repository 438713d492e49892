import type { ConsumerCrashEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { BusSubscription } from '../bus.ts';
import { briefly } from '../faults.ts';
import { sleep } from '../waiting.ts';
import { createAssignment } from './assignment.ts';
import { RETRY } from './client.ts';
import { createFetchRounds } from './fetch-rounds.ts';

export interface SessionOptions extends Pick<BusSubscription, 'handle' | 'types'> {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topic: string;
  readonly logger: Logger;
  /** kafkajs gave up. */
  readonly crashed: (error: Error) => void;
}

/** Membership of one consumer in a group, on one topic, until it is ended or kafkajs gives up. */
export interface Session {
  /** Milliseconds since it last joined or heard anything. */
  silentFor(): number;
  readonly hasJoined: boolean;
  /** Takes no new event, waits for those under way, commits and leaves the group. */
  end(): Promise<void>;
  /** The same, but neither commits nor waits for the brokers, which do not answer. */
  abandon(): Promise<void>;
}

/** Milliseconds: a member that is killed keeps its partitions from the others for so long (brokers allow no less by default). */
const SESSION = 6_000;
const HEARTBEAT = 1_000;
/** A member that does not come to share anew within this time is left out. */
const REBALANCE = 15_000;
/** A broker answers a fetch when there is something, or after this time: so long it may take to leave, or to read what was full. */
const LONGEST_WAIT = 1_000;
const PARTITION_BYTES = 64 * 1024;
/** What was consumed since comes again to whoever takes the place of a member that is killed; inboxes know it. */
const COMMIT_EVERY = 500;
const LEAVING = 15_000;

/** Whether the group does not know the member any more, because its heartbeats did not come. */
const isForgotten = (error: unknown): error is Error => error instanceof Error && (error as { readonly type?: unknown }).type === 'UNKNOWN_MEMBER_ID';

export async function openSession({ kafka, groupId, topic, handle, types, logger, crashed }: SessionOptions): Promise<Session> {
  const rounds = createFetchRounds();
  let commit: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  let committing: Promise<void> | undefined;
  let commitTimer: NodeJS.Timeout | undefined;
  let heard = performance.now();
  let hasJoined = false;
  let ending = false;
  let over = false;

  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: SESSION,
    heartbeatInterval: HEARTBEAT,
    rebalanceTimeout: REBALANCE,
    maxWaitTimeInMs: LONGEST_WAIT,
    maxBytesPerPartition: PARTITION_BYTES,
    allowAutoTopicCreation: false,
    // What starts again after a crash is a new session: kafkajs would start again by itself, or not.
    retry: { ...RETRY, restartOnFailure: async () => false },
  });
  const assignment = createAssignment({
    topic,
    handle,
    types: types === undefined ? undefined : new Set(types),
    left() {
      readOn();
      commitTimer ??= setTimeout(commitSoon, COMMIT_EVERY);
    },
  });

  consumer.on(consumer.events.CRASH, ({ payload }: ConsumerCrashEvent) => {
    over = true;
    crashed(payload.error);
  });
  consumer.on(consumer.events.FETCH_START, ({ payload }) => rounds.began(String(payload.nodeId), performance.now()));
  const hear = (): void => {
    heard = performance.now();
  };
  consumer.on(consumer.events.FETCH, hear);
  consumer.on(consumer.events.HEARTBEAT, hear);
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    hear();
    hasJoined = true;
    rounds.joined();
    const numbers = payload.memberAssignment[topic] ?? [];
    assignment.replace(numbers);
    // kafkajs remembers what was paused from one share to the next, while what filled these partitions is gone
    readOn();
    logger.debug({ partitions: numbers, milliseconds: payload.duration }, 'the group has shared its partitions');
  });

  /** Reads on where there is room again. */
  function readOn(): void {
    const [paused] = consumer.paused();
    if (paused === undefined || ending) return;
    const full = new Set(assignment.full());
    const partitions = paused.partitions.filter(number => !full.has(number));
    if (partitions.length > 0) consumer.resume([{ topic, partitions }]);
  }

  async function commitNow(): Promise<void> {
    const offsets = assignment.uncommitted();
    if (commit === undefined || offsets.length === 0) return;
    try {
      await commit({ topics: [{ topic, partitions: [...offsets] }] });
      assignment.committed(offsets);
    } catch (error) {
      // The next commit says it again; when the group has shared anew meanwhile, the events come again, and inboxes know them.
      logger.debug({ error: briefly(error) }, 'offsets were not committed');
      // kafkajs would hear of it by a heartbeat; when the clock was set back, it sends none for so long, and reads on
      if (isForgotten(error) && !ending) crashed(error);
    }
  }

  function commitSoon(): void {
    commitTimer = undefined;
    committing = (committing ?? Promise.resolve()).then(commitNow);
  }

  async function eachBatch({ batch, heartbeat, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload): Promise<void> {
    commit = commitOffsetsIfNecessary;
    for (let before = assignment.ending; before !== undefined; before = assignment.ending) {
      await Promise.race([before, sleep(HEARTBEAT)]);
      await heartbeat();
    }
    // What is not taken is not resolved either: it will be read again, by whoever owns it then.
    if (ending || rounds.mayBeStale(performance.now()) || !assignment.take(batch)) return;
    resolveOffset(batch.lastOffset());
    commitTimer ??= setTimeout(commitSoon, COMMIT_EVERY);
    if (assignment.full().includes(batch.partition)) consumer.pause([{ topic, partitions: [batch.partition] }]);
    // what was read is begun with before kafkajs asks for more, which takes it a millisecond or two
    await new Promise(resolve => setImmediate(resolve));
  }

  /** Without waiting for a broker that does not answer: it will miss this member by itself. */
  async function leave(): Promise<void> {
    const left = new AbortController();
    await Promise.race([consumer.disconnect(), sleep(LEAVING, left.signal)]);
    left.abort();
  }

  async function finish(): Promise<void> {
    ending = true;
    if (hasJoined && !over) consumer.pause([{ topic }]);
    await assignment.stop();
    clearTimeout(commitTimer);
  }

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch });
  } catch (error) {
    await leave();
    throw error;
  }

  return {
    silentFor: () => performance.now() - heard,
    get hasJoined() {
      return hasJoined;
    },
    async end() {
      await finish();
      await committing;
      await commitNow();
      await leave();
    },
    async abandon() {
      await finish();
      void leave().catch((error: unknown) => logger.debug({ error: briefly(error) }, 'a session was not left'));
    },
  };
}
