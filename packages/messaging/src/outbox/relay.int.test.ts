import { afterEach, jest, test } from '@jest/globals';
import { stockReleased, topicOf } from '@micromart/events';
import { eventually } from '@micromart/local/testing/eventually';
import { type Member, openShop } from '../testing/shop-under-test.ts';

const HOUR = 3_600_000;

afterEach(() => void jest.restoreAllMocks());

test('a relay that stands by takes over within seconds, though the clock was set back by an hour', async () => {
  const shop = await openShop();
  try {
    const heard: string[] = [];
    await shop.bus.subscribe({ group: 'orders', topics: [topicOf('warehouse')], handle: async ({ subject }) => void heard.push(subject) });
    const publish = (by: Member, orderId: string): Promise<void> =>
      by.messaging.transaction(async tx => tx.publish(stockReleased, { subject: orderId, sequence: 1, data: { orderId } }));
    const leader = await shop.join({ name: 'warehouse' });
    await publish(leader, 'ord_1');
    await eventually(() => heard.length === 1);
    const standBy = await shop.join({ name: 'warehouse' });
    const triedTheLock = async (): Promise<boolean> => {
      const { rows } = await leader.database.query<{ last: string }>({
        text: "SELECT query AS last FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'micromart outbox relay'",
      });
      return rows.some(({ last }) => last.includes('pg_try_advisory_lock'));
    };
    await eventually(triedTheLock);
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() - HOUR);
    await leader.messaging.stop();
    await publish(standBy, 'ord_2');
    await eventually(() => heard.length === 2);
  } finally {
    await shop.close();
  }
});
