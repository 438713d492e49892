export type { Bus, BusConsumer, BusSubscription } from './bus.ts';
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
