import { expect, test } from '@jest/globals';
import { topicOf } from '@micromart/events';
import { eventually } from '@micromart/local/testing/eventually';
import { UNREADABLE } from '../bus.ts';
import { listDeadLetters } from '../dead-letters.ts';
import { released } from '../testing/sample-events.ts';
import { openShop } from '../testing/shop-under-test.ts';

test('an event with an id that PostgreSQL cannot keep is parked like any other, and its neighbours go on', async () => {
  const shop = await openShop();
  try {
    const heard: string[] = [];
    const orders = await shop.join({ name: 'orders', listeners: { 'stock.released': async (_app, _tx, { subject }) => void heard.push(subject) } });
    const unkept = { ...released('ord_1', 1), id: 'a\0b' };
    await shop.bus.publish(topicOf('warehouse'), [unkept, { ...released('ord_1', 2), subject: 'ord_\0' }, released('ord_1', 3)]);
    await eventually(async () => (await listDeadLetters(orders.database)).length === 2);
    await eventually(() => heard.length === 1);
    expect(await listDeadLetters(orders.database)).toMatchObject([UNREADABLE, UNREADABLE].map(name => ({ name, reason: 'InvalidEvent', tries: 5 })));
    expect(heard).toEqual(['ord_1']);
    await eventually(async () => (await shop.bus.lag('orders', [topicOf('warehouse')]))[topicOf('warehouse')] === 0);
  } finally {
    await shop.close();
  }
});
