import { setTimeout as passing } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { MicroMartError, MyCartDocument } from '@micromart/sdk';
import { errorsThatLasted, expectAllWell, expectPoliteErrors } from '../testing/outcome.ts';
import type { ServerName } from '../testing/servers.ts';
import { shoppingOn, type Stack } from '../testing/stack.ts';

/** Seconds for which the servers are away. */
const OUTAGE = 30;
/** Orders that run when it begins, and that are placed after it. */
const BEFORE = 15;
const AFTER = 10;
/** Milliseconds that each of two shoppers looks around between two orders meanwhile. */
const REST = 1_000;

/** Which servers are away at the same time, and what the shop does meanwhile. */
const OUTAGES: readonly (readonly [what: string, meanwhile: 'takes orders' | 'turns shoppers away', servers: readonly ServerName[]])[] = [
  ['Kafka and Keycloak', 'takes orders', ['Kafka', 'Keycloak']],
  ['Redis', 'turns shoppers away', ['Redis']],
  ['PostgreSQL', 'turns shoppers away', ['PostgreSQL']],
];

/** What the shop stands on is killed, and comes back half a minute later. */
export function outages(stack: () => Stack): void {
  describe(`away for ${OUTAGE} s and back:`, () => {
    test.each(OUTAGES)(
      '%s; meanwhile the shop %s in words that they understand, and then delivers all orders',
      async (_, meanwhile, servers) => {
        const shopping = shoppingOn(stack());
        await shopping.crowd(5, () => shopping.placed() >= BEFORE);
        expect(errorsThatLasted(shopping.told)).toEqual([]);

        for (const server of servers) stack().kill(server);
        let isBack = false;
        const crowd = shopping.crowd(2, () => isBack, REST);
        const before = shopping.placed();
        const toldBefore = shopping.told.length;
        if (servers.includes('Keycloak')) await expect(stack().again('bob').request(MyCartDocument)).rejects.toBeInstanceOf(MicroMartError);
        await passing(OUTAGE * 1_000);
        const placed = shopping.placed() - before;
        const told = shopping.told.length - toldBefore;
        await Promise.all(servers.map(server => stack().startAgain(server)));
        isBack = true;
        const since = Date.now();
        await crowd;
        await shopping.crowd(5, () => shopping.placed() >= before + placed + AFTER);
        console.log(`${placed} orders and ${told} errors meanwhile, ${AFTER} orders more in ${(Date.now() - since) / 1_000} s after the return`);
        expect(meanwhile === 'takes orders' ? placed : told).toBeGreaterThan(0);
        expectPoliteErrors(shopping.told);
        await expectAllWell(stack(), shopping);
      },
      300_000,
    );
  });
}
