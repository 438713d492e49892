import type { Logger } from 'pino';
import type { BusConsumer, BusSubscription } from '../bus.ts';
import { briefly } from '../faults.ts';
import { createBell } from '../waiting.ts';
import { type KafkaAddress, kafkaClient } from './client.ts';
import { openSession, type Session } from './session.ts';
import type { TopicIds } from './topic-ids.ts';

export interface FollowOptions extends Pick<BusSubscription, 'group' | 'handle' | 'types'> {
  readonly address: KafkaAddress;
  readonly topicIds: TopicIds;
  readonly topic: string;
  readonly logger: Logger;
  readonly onFatal: (error: Error) => void;
}

/** Milliseconds: how often topics are looked for, how long a session may hear nothing, how long it may fail before people must look. */
const LOOK = 1_000;
const SILENCE = 15_000;
const HOPELESS = 60_000;

/** Errors of kafkajs that are no one's fault but an absent broker's, though it calls them final. */
const PASSING = new Set(['KafkaJSNumberOfRetriesExceeded', 'KafkaJSGroupCoordinatorNotFound', 'KafkaJSConnectionError', 'KafkaJSTimeout']);

/** Whether an error passes by itself. When kafkajs gives up inside of what it tries again, it wraps what passes into an error that it calls final. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { retriable } = error as { readonly retriable?: boolean };
  return retriable === true || PASSING.has(error.name) || (error.cause !== error && isPassing(error.cause));
}

/**
 * The name of a group as Kafka knows it, of one topic: kafkajs shares the topics of a group among members that do not read them all. And of
 * this very topic: what was consumed of an earlier one of the same name says nothing about it.
 */
export const groupIdOf = (group: string, topic: string, topicId: string): string => `${group}.${topic}.${topicId}`;

/** Follows one topic for a group, for as long as it is not stopped: through brokers that go away and topics that are made anew. */
export function followTopic(options: FollowOptions): BusConsumer {
  const { topic, group, topicIds } = options;
  const logger = options.logger.child({ group, topic });
  const kafka = kafkaClient(options.address);
  const bell = createBell();
  let stopping = false;
  /** When it heard something last, or had nobody to hear. */
  let joined = performance.now();

  /** Waits until there is the topic. */
  async function find(): Promise<string | undefined> {
    for (let said = ''; !stopping; await bell.wait(LOOK)) {
      const found = await topicIds.of(topic).then(
        id => ({ id, isAway: false, lacks: 'Kafka has no such topic yet: npm run topics makes it' }),
        (error: unknown) => ({ id: undefined, isAway: true, lacks: `no broker answers: ${briefly(error)}` }),
      );
      if (found.id !== undefined) return found.id;
      // while no broker answers nothing is wrong here that people could mend: the time begins when one does
      if (found.isAway) joined = performance.now();
      if (found.lacks !== said) logger.warn(found.lacks);
      said = found.lacks;
    }
    return undefined;
  }

  const isStillThere = async (id: string): Promise<boolean> => (await topicIds.of(topic).catch(() => id)) === id;

  /** Until the topic is another, kafkajs gives up or goes silent, or `stop`. */
  async function follow(id: string): Promise<void> {
    let crash: Error | undefined;
    const crashed = (error: Error): void => {
      crash = error;
      bell.ring();
    };
    const groupId = groupIdOf(group, topic, id);
    const session: Session = await openSession({ ...options, kafka, groupId, logger, crashed });
    try {
      while (!stopping && crash === undefined && session.silentFor() < SILENCE && (await isStillThere(id))) {
        await bell.wait(LOOK);
        if (session.hasJoined && session.silentFor() < LOOK) joined = performance.now();
      }
    } finally {
      await (session.silentFor() < SILENCE ? session.end() : session.abandon());
    }
    if (crash !== undefined) throw crash;
    if (!stopping && session.silentFor() >= SILENCE) logger.warn('a topic fell silent and is followed anew');
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const id = await find();
      if (id === undefined) return;
      try {
        await follow(id);
      } catch (error) {
        logger.warn({ error: briefly(error) }, 'a topic is followed from where it was committed last');
        if (!(error instanceof Error) || isHopeless(error)) return options.onFatal(error as Error);
        await bell.wait(LOOK);
      }
    }
  }

  const isHopeless = (error: Error): boolean => !isPassing(error) && performance.now() - joined > HOPELESS;

  const running = run();
  return {
    async stop() {
      stopping = true;
      bell.ring();
      await running;
    },
  };
}
