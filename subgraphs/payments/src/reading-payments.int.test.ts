import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '@micromart/auth';
import { alice, bob, type PaymentView, paymentsClient, susan, walter } from './testing/payments-client.ts';
import { openPaymentsWorld, type PaymentsWorld } from './testing/payments-world.ts';

let world: PaymentsWorld;
let client: ReturnType<typeof paymentsClient>;

beforeAll(async () => {
  world = await openPaymentsWorld();
  client = paymentsClient(world);
});
afterEach(() => world.provider.faults.clear());
afterAll(() => world.close());

describe('reading', () => {
  test('shows a payment to its owner, to the order desk and to whoever holds the token; the warehouse sees none', async () => {
    const { id, order } = await client.captured();
    const seenBy = async (viewer: Partial<Viewer>) => {
      const { data } = await client.ask<{ payment: PaymentView }>('query ($id: ID!) { payment(id: $id) { id } }', { id }, viewer);
      return [data.payment?.id === id, (await client.paymentsOf(order, viewer)) !== null];
    };
    const token = world.tokenOf(order.id);
    for (const viewer of [alice, susan, { orderTokens: [token] }, { ...bob, orderTokens: ['wrong', token] }]) {
      expect(await seenBy(viewer)).toEqual([true, true]);
    }
    for (const viewer of [bob, walter, {}, { orderTokens: [world.tokenOf('ord_other')] }]) expect(await seenBy(viewer)).toEqual([false, false]);
  });

  test('an order that payments has not heard of has none, without an error', async () => {
    expect(await client.paymentsOf(world.newOrder())).toBeNull();
  });

  test('lists payments for the order desk, filtered and page by page', async () => {
    const order = world.newOrder();
    await client.placed(order, 'AUTHORIZED');
    const list = async (filter: object, after?: string, viewer = susan) => {
      const { data, codes } = await client.ask<{ payments: PaymentList }>(
        `query ($f: PaymentFilter, $a: String) {
          payments(first: 1, after: $a, filter: $f) { totalCount pageInfo { endCursor } edges { node { id status } } }
        }`,
        { f: filter, a: after },
        viewer,
      );
      return { codes, total: data.payments?.totalCount, end: data.payments?.pageInfo.endCursor, node: data.payments?.edges[0]?.node };
    };
    expect(await list({ orderId: order.id })).toMatchObject({ total: 1, node: { status: 'AUTHORIZED' } });
    expect(await list({ orderId: order.id, status: ['FAILED'] })).toMatchObject({ total: 0 });
    const first = await list({});
    const second = await list({}, first.end);
    expect(String(second.node?.id) < String(first.node?.id)).toBe(true);
    for (const viewer of [alice, walter]) expect((await list({}, undefined, viewer)).codes).toEqual(['FORBIDDEN']);
  });

  async function reconciled(from: Date): Promise<readonly { readonly differences: readonly unknown[] }[]> {
    const { data } = await client.ask<{ reconciliation: readonly { readonly differences: readonly unknown[] }[] }>(
      `query ($f: DateTime!, $t: DateTime!) {
        reconciliation(from: $f, to: $t) { ledger { amount currencyCode } provider { amount } differences { paymentId ledger { amount } provider { amount } } }
      }`,
      { f: from.toISOString(), t: new Date(Date.now() + 60_000).toISOString() },
      susan,
    );
    if (data.reconciliation == null) throw new Error('the ledgers were not read');
    return data.reconciliation;
  }

  test('takes no payment for a difference that is captured while the ledgers are read', async () => {
    const from = new Date();
    let capturing = true;
    const captures = Promise.all(Array.from({ length: 12 }, () => client.captured())).finally(() => {
      capturing = false;
    });
    while (capturing) expect((await reconciled(from)).flatMap(({ differences }) => differences)).toEqual([]);
    await captures;
  });

  test('lays our ledger beside the provider’s', async () => {
    // the webhook of the capture would write again what is taken out of our ledger here
    await world.provider.faults.setWebhooks({ lost: true });
    const from = new Date();
    const payment = await client.captured();
    expect(await reconciled(from)).toEqual([{ ledger: { amount: '129.00', currencyCode: 'EUR' }, provider: { amount: '129.00' }, differences: [] }]);
    await world.app.messaging.database.query({
      text: `DELETE FROM payment_transaction WHERE payment_id = $1 AND kind = 'CAPTURE'`,
      values: [payment.id],
    });
    expect(await reconciled(from)).toMatchObject([
      { provider: { amount: '129.00' }, differences: [{ paymentId: payment.id, ledger: null, provider: { amount: '129.00' } }] },
    ]);
  });
});

interface PaymentList {
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string };
  readonly edges: readonly { readonly node: PaymentView }[];
}
