import { randomUUID } from 'node:crypto';
import { openDatabase } from '@micromart/database';
import { type OrderState, orderNeedsAttention } from '@micromart/events';
import { createMessaging, createWakeUps, kafkaBus, type Messaging } from '@micromart/messaging';
import { createLogger } from '@micromart/service';
import { Redis } from 'ioredis';
import { told } from '../told.ts';

/** What this program is told first: which end of the way it is. To anything afterwards it commits an event. */
export interface MessengerOptions {
  /** The receiver is in the group of a subgraph that listens to nothing, so that it shares its events with nobody. */
  readonly name: 'orders' | 'users';
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly brokers: readonly string[];
}

/** When something was done, in milliseconds of a clock that all processes of a machine share. */
export interface Moment {
  readonly at: number;
}

/** Messaging needs no tables of the subgraph's own. */
interface NoTables {
  $disconnect(): Promise<void>;
}

const now = (): Moment => ({ at: Number(process.hrtime.bigint()) / 1e6 });

/** As in a subgraph's process: outbox, relay, bus and inbox. */
async function open({ name, databaseUrl, redisUrl, brokers }: MessengerOptions): Promise<Messaging<NoTables>> {
  const logger = createLogger({ level: 'warn', name });
  const messaging = createMessaging<null, NoTables>({
    ...{ name, databaseUrl, logger },
    database: openDatabase<NoTables>({ url: databaseUrl, prisma: () => ({ $disconnect: async () => undefined }) }),
    bus: kafkaBus({ brokers, clientId: `bench-${name}`, logger }),
    wakeUps: createWakeUps(new Redis(redisUrl), logger),
    app: () => null,
    clock: () => new Date(),
    newId: prefix => `${prefix}_${randomUUID()}`,
    newEventId: randomUUID,
    listeners: name === 'users' ? { 'order.needs-attention': async () => void process.send?.(now()) } : {},
    tasks: {},
  });
  await messaging.start();
  return messaging;
}

const STATE: Omit<OrderState, 'orderId'> = {
  ...{ number: 'M-1', version: 1, status: 'PLACED', customerId: null, email: 'bea@example.test' },
  ...{ currency: 'EUR', total: 1_000, refunded: 0 },
};

let messaging: Messaging<NoTables> | undefined;

told(async (options: MessengerOptions): Promise<Moment> => {
  if (messaging === undefined) {
    messaging = await open(options);
    return now();
  }
  const orderId = `ord_${randomUUID()}`;
  const data = { ...STATE, orderId, why: 'somebody looks how long this takes' };
  // the only event of the shop that none of its subgraphs listens to
  await messaging.transaction(async tx => tx.publish(orderNeedsAttention, { subject: orderId, sequence: 1, data }));
  return now();
});
