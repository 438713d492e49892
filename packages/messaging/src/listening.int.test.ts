import { expect, test } from '@jest/globals';
import { topicOf } from '@micromart/events';
import { eventually } from '@micromart/local/testing/eventually';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createListening } from './listening.ts';
import { listRedisDeadLetters, redriveRedisDeadLetters } from './redis-dead-letters.ts';
import { released } from './testing/sample-events.ts';
import { openShop } from './testing/shop-under-test.ts';

test('a subgraph without a database listens, parks what fails by its own fault in Redis, and tries it again when asked to', async () => {
  const shop = await openShop();
  const heard: string[] = [];
  const registry = new Registry();
  let tries = 0;
  let triesBeforeGood = 0;
  let cured = false;
  const listening = createListening<null>({
    name: 'carts',
    bus: shop.bus,
    redis: shop.redis,
    app: () => null,
    clock: () => new Date(),
    logger: pino({ level: 'silent' }),
    registry,
    listeners: {
      'stock.released': async (_app, event) => {
        if (event.subject === 'ord_poison' && !cured) {
          tries += 1;
          throw new Error('bad egg');
        }
        if (event.subject === 'ord_good') triesBeforeGood = tries;
        heard.push(event.subject);
      },
    },
  });
  try {
    await listening.start();
    await shop.bus.publish(topicOf('warehouse'), [released('ord_poison', 1), released('ord_good', 1)]);
    await eventually(() => heard.length === 1);
    expect(triesBeforeGood).toBeLessThan(5);
    await eventually(async () => (await listRedisDeadLetters(shop.redis, 'carts')).length === 1);
    expect(await registry.metrics()).toContain('micromart_dead_letters{subgraph="carts"} 1');
    expect(await registry.metrics()).toContain('micromart_events_total{subgraph="carts",type="stock.released",result="parked"} 1');
    cured = true;
    expect(await redriveRedisDeadLetters(shop.redis, 'carts')).toHaveLength(1);
    await eventually(async () => (await listRedisDeadLetters(shop.redis, 'carts')).length === 0);
    expect(heard).toEqual(['ord_good', 'ord_poison']);
  } finally {
    await listening.stop();
    await shop.close();
  }
});
