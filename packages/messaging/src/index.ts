export { type Bus, type BusConsumer, type BusSubscription, UNREADABLE } from './bus.ts';
export { type Cause, currentCause, withCause } from './cause.ts';
export { createMessaging, type MessagingOptions } from './create-messaging.ts';
export { createListening, type IdempotentListeners, type Listening, type ListeningOptions } from './listening.ts';
export { leaveDemoted } from './demoted-redis.ts';
export { countDeadLetters, type DeadLetter, listDeadLetters, redriveDeadLetters } from './dead-letters.ts';
export { listRedisDeadLetters, redriveRedisDeadLetters } from './redis-dead-letters.ts';
export { isWorldFault, WorldFault } from './faults.ts';
export type {
  Listener,
  Listeners,
  Messaging,
  MessagingTransaction,
  NewEvent,
  NewTask,
  Task,
  TaskHandler,
  TaskLease,
  WakeUp,
} from './messaging.ts';
export { kafkaBus, type KafkaBusOptions } from './kafka/bus.ts';
export { type WaitingOnKafka, waitingOnKafka } from './kafka/waiting.ts';
export { createTopics, type TopicReport, TopicsNotMade, type TopicsOptions } from './kafka/topics.ts';
export { type BusKind, lastBusOf, refill } from './outbox/refill.ts';
export { redisStreamsBus, type RedisStreamsOptions } from './redis-streams/bus.ts';
export { streamsOf } from './redis-streams/keys.ts';
export { type GroupState, groupsOf } from './redis-streams/trim.ts';
export { createWakeUps, wakeUpChannel, type WakeUps } from './wake-ups.ts';
