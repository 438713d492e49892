import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '@micromart/auth';
import { eventually } from './testing/eventually.ts';
import type { TestOrder } from './testing/orders-part.ts';
import { openPaymentsWorld, type PaymentsWorld } from './testing/payments-world.ts';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await openPaymentsWorld();
});
afterEach(() => world.provider.faults.clear());
afterAll(() => world.close());

const alice: Partial<Viewer> = { userId: 'usr_alice', roles: ['customer'] };
const bob: Partial<Viewer> = { userId: 'usr_bob', roles: ['customer'] };
const walter: Partial<Viewer> = { userId: 'usr_walter', roles: ['warehouse'] };
const susan: Partial<Viewer> = { userId: 'usr_susan', roles: ['support'] };

const PAYMENT =
  'id status methodName failureCode amount { amount currencyCode } captured { amount } refunded { amount } action { kind url } transactions { kind succeeded }';
const RESULT = `{ payment { ${PAYMENT} order { id } } userErrors { code field } }`;

// biome-ignore lint/suspicious/noExplicitAny: answers are read by name, as a client reads them
type Answer = Record<string, any>;
const ask = async (query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): Promise<Answer> => {
  const { data, errors } = await world.ask(query, variables, viewer);
  return { ...data, ...(errors === undefined ? {} : { codes: errors.map(error => error.extensions?.['code']) }) };
};
const paymentsOf = async (order: TestOrder, viewer: Partial<Viewer> = susan): Promise<Answer[] | null> =>
  (
    await ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { payments { ${PAYMENT} } } } }`,
      { r: [{ __typename: 'Order', id: order.id }] },
      viewer,
    )
  )['_entities'][0]?.payments ?? null;
const untilStatus = (order: TestOrder, status: string) =>
  eventually(
    async () => (await paymentsOf(order))?.[0]?.['status'] as string,
    now => now === status,
  );
async function placed(order: TestOrder, status: string): Promise<Answer> {
  await world.place(order);
  await untilStatus(order, status);
  return (await paymentsOf(order))?.[0] ?? {};
}
async function captured(order = world.newOrder({ customerId: 'usr_alice' })): Promise<Answer> {
  await world.place(order);
  await world.confirm(order);
  await untilStatus(order, 'CAPTURED');
  return { ...(await paymentsOf(order))?.[0], order };
}

describe('another try', () => {
  const retry = (
    order: TestOrder,
    viewer: Partial<Viewer>,
    { token = 'tok_visa', key = 'again', returnUrl }: { token?: string; key?: string; returnUrl?: string } = {},
  ) =>
    ask(
      `mutation ($o: ID!, $m: PaymentMethodInput!, $k: ID!) { paymentRetry(orderId: $o, paymentMethod: $m, idempotencyKey: $k) ${RESULT} }`,
      { o: order.id, m: { token, returnUrl }, k: `${order.id}-${key}` },
      viewer,
    ).then(({ paymentRetry, codes }) => paymentRetry ?? { codes });

  test('after a declined card succeeds, and the newest comes first', async () => {
    const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined' });
    await placed(order, 'FAILED');
    expect(await retry(order, alice)).toMatchObject({ payment: { status: 'AUTHORIZED', order: { id: order.id } }, userErrors: [] });
    expect((await paymentsOf(order, alice))?.map(({ status }) => status)).toEqual(['AUTHORIZED', 'FAILED']);
  });

  test('with one key sent twenty times at once is one payment', async () => {
    const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined' });
    await placed(order, 'FAILED');
    const answers = await Promise.all(Array.from({ length: 20 }, () => retry(order, alice)));
    expect(new Set(answers.map(({ payment }) => payment?.id)).size).toBe(1);
    expect((await paymentsOf(order))?.length).toBe(2);
    expect(await retry(order, alice, { token: 'tok_mastercard' })).toMatchObject({ payment: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  });

  test('is refused unless the payment has failed, the order goes on and there is time', async () => {
    const paid = world.newOrder({ customerId: 'usr_alice' });
    await placed(paid, 'AUTHORIZED');
    const late = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined', paymentDueAt: new Date(Date.now() - 1) });
    await placed(late, 'FAILED');
    const canceled = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined' });
    await placed(canceled, 'FAILED');
    await world.cancel(canceled);
    await eventually(
      () => world.said(canceled.id).length,
      count => count === 2,
    );
    for (const order of [paid, late, canceled])
      expect(await retry(order, alice)).toMatchObject({ payment: null, userErrors: [{ code: 'WRONG_STATE' }] });
  });

  test('is given ten times an order', async () => {
    const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined' });
    await placed(order, 'FAILED');
    for (let tries = 2; tries <= 10; tries += 1) {
      expect(await retry(order, alice, { token: 'tok_declined', key: String(tries) })).toMatchObject({ payment: { status: 'FAILED' } });
    }
    expect(await retry(order, alice, { key: 'eleven' })).toMatchObject({ userErrors: [{ code: 'WRONG_STATE' }] });
  });

  test('is for the owner, the order desk and whoever holds the token', async () => {
    const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined' });
    await placed(order, 'FAILED');
    for (const viewer of [bob, walter, {}]) expect(await retry(order, viewer)).toMatchObject({ payment: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await retry(order, { orderTokens: [world.tokenOf(order.id)] })).toMatchObject({ payment: { status: 'AUTHORIZED' } });
  });

  test('sends nobody to an address that is not on the list', async () => {
    const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined' });
    await placed(order, 'FAILED');
    expect(await retry(order, alice, { returnUrl: 'https://evil.test/' })).toMatchObject({
      userErrors: [{ code: 'INVALID', field: ['paymentMethod', 'returnUrl'] }],
    });
    expect(await retry(order, alice, { token: 'tok_3ds', returnUrl: 'https://shop.test/back' })).toMatchObject({
      payment: { status: 'ACTION_REQUIRED', action: { kind: 'redirect' } },
    });
  });
});

describe('3-D Secure', () => {
  const complete = (id: string, viewer: Partial<Viewer>) =>
    ask(`mutation ($p: ID!) { paymentActionComplete(paymentId: $p) ${RESULT} }`, { p: id }, viewer).then(
      ({ paymentActionComplete }) => paymentActionComplete,
    );
  const decide = async (payment: Answer, decision: 'approve' | 'deny'): Promise<void> => {
    const body = Buffer.from(new URLSearchParams({ decision }).toString());
    const request = Object.assign((async function* () {})(), { url: new URL(payment['action'].url).pathname, method: 'POST', headers: {} });
    Object.assign(request, {
      [Symbol.asyncIterator]: async function* () {
        yield body;
      },
    });
    const response = { writeHead: () => response, end: () => undefined };
    await world.provider.handle(request as never, response as never);
  };

  test.each([
    ['approve', 'AUTHORIZED', null],
    ['deny', 'FAILED', 'action_denied'],
  ] as const)('%s: the provider says so, though no webhook comes', async (decision, status, failureCode) => {
    world.provider.faults.setWebhooks({ lost: true });
    const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_3ds' });
    const payment = await placed(order, 'ACTION_REQUIRED');
    expect(await complete(payment['id'], bob)).toMatchObject({ payment: null, userErrors: [{ code: 'NOT_FOUND' }] });
    // the caller's word does not count
    expect(await complete(payment['id'], alice)).toMatchObject({ payment: { status: 'ACTION_REQUIRED' }, userErrors: [] });
    await decide(payment, decision);
    expect(await complete(payment['id'], alice)).toMatchObject({ payment: { status, failureCode, action: null } });
    await eventually(
      () => world.said(order.id).map(({ type }) => type),
      said => said.join() === `payment.action-required,payment.${decision === 'approve' ? 'authorized' : 'denied'}`,
    );
  });

  test('is asked about when neither the customer nor a webhook comes back', async () => {
    world.provider.faults.setWebhooks({ lost: true });
    const order = world.newOrder({ token: 'tok_3ds' });
    await decide(await placed(order, 'ACTION_REQUIRED'), 'approve');
    await untilStatus(order, 'AUTHORIZED');
  });

  test('says that the provider is away', async () => {
    const payment = await placed(world.newOrder({ customerId: 'usr_alice', token: 'tok_3ds' }), 'ACTION_REQUIRED');
    world.provider.faults.setAway(true);
    expect(await complete(payment['id'], alice)).toMatchObject({ userErrors: [{ code: 'PROVIDER_UNAVAILABLE' }] });
  });

  test('is withdrawn when the order is canceled', async () => {
    const order = world.newOrder({ token: 'tok_3ds' });
    await placed(order, 'ACTION_REQUIRED');
    await world.cancel(order);
    await untilStatus(order, 'VOIDED');
  });
});

describe('a refund', () => {
  const refund = (payment: Answer, amount: string, key: string, viewer: Partial<Viewer> = susan, currencyCode = 'EUR') =>
    ask(
      `mutation ($p: ID!, $a: MoneyInput!, $k: ID!) { paymentRefund(paymentId: $p, amount: $a, reason: "damaged", idempotencyKey: $k) ${RESULT} }`,
      { p: payment['id'], a: { amount, currencyCode }, k: `${payment['id']}-${key}` },
      viewer,
    ).then(({ paymentRefund, codes }) => paymentRefund ?? { codes });

  test('gives back a part, and then the rest', async () => {
    const payment = await captured();
    expect(await refund(payment, '29.00', 'a')).toMatchObject({
      payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: '29.00' } },
      userErrors: [],
    });
    expect(await refund(payment, '100.01', 'b')).toMatchObject({ payment: null, userErrors: [{ code: 'AMOUNT_TOO_LARGE' }] });
    expect(await refund(payment, '100.00', 'c')).toMatchObject({ payment: { status: 'REFUNDED', refunded: { amount: '129.00' } } });
    expect(world.said(payment['order'].id).map(({ data }) => data.refunded)).toEqual([0, 0, 2_900, 12_900]);
  });

  test('of ten at once never adds up to more than was captured', async () => {
    const payment = await captured();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => refund(payment, '40.00', String(at))));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0).length).toBe(3);
    const charge = await world.provider.api.find({ idempotencyKey: payment['id'] });
    expect(charge?.charge.refunded).toBe(12_000);
  });

  test('with one key sent ten times at once happens once', async () => {
    const payment = await captured();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refund(payment, '10.00', 'same')));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await refund(payment, '11.00', 'same')).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect((await paymentsOf(payment['order']))?.[0]).toMatchObject({ refunded: { amount: '10.00' } });
  });

  test('beside a cancel gives back everything, once', async () => {
    const payment = await captured();
    await Promise.all([world.cancel(payment['order']), refund(payment, '50.00', 'race')]);
    await untilStatus(payment['order'], 'REFUNDED');
    expect((await world.provider.api.find({ idempotencyKey: payment['id'] }))?.charge.refunded).toBe(12_900);
  });

  test('is refused for what was not captured, for another currency and for nothing', async () => {
    const order = world.newOrder();
    expect(await refund(await placed(order, 'AUTHORIZED'), '1.00', 'a')).toMatchObject({ userErrors: [{ code: 'WRONG_STATE' }] });
    const payment = await captured();
    expect(await refund(payment, '1.00', 'usd', susan, 'USD')).toMatchObject({
      userErrors: [{ code: 'INVALID', field: ['amount', 'currencyCode'] }],
    });
    expect(await refund(payment, '0.00', 'zero')).toMatchObject({ userErrors: [{ code: 'INVALID', field: ['amount', 'amount'] }] });
    expect(await refund({ id: 'pay_none' }, '1.00', 'none')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  test('is for the order desk alone', async () => {
    const payment = await captured();
    for (const viewer of [alice, walter]) expect(await refund(payment, '1.00', 'x', viewer)).toEqual({ codes: ['FORBIDDEN'] });
    expect(await refund(payment, '1.00', 'x', {})).toEqual({ codes: ['UNAUTHENTICATED'] });
  });
});

describe('reading', () => {
  test('shows a payment to its owner, to the order desk and to whoever holds the token; the warehouse sees none', async () => {
    const payment = await captured();
    const seenBy = async (viewer: Partial<Viewer>) => [
      (await ask('query ($id: ID!) { payment(id: $id) { id } }', { id: payment['id'] }, viewer))['payment']?.id === payment['id'],
      (await paymentsOf(payment['order'], viewer)) !== null,
    ];
    const token = world.tokenOf(payment['order'].id);
    for (const viewer of [alice, susan, { orderTokens: [token] }, { ...bob, orderTokens: ['wrong', token] }])
      expect(await seenBy(viewer)).toEqual([true, true]);
    for (const viewer of [bob, walter, {}, { orderTokens: [world.tokenOf('ord_other')] }]) expect(await seenBy(viewer)).toEqual([false, false]);
  });

  test('an order that payments has not heard of has none, without an error', async () => {
    expect(await paymentsOf(world.newOrder())).toBeNull();
  });

  test('lists payments for the order desk, filtered and page by page', async () => {
    const order = world.newOrder();
    await placed(order, 'AUTHORIZED');
    const list = (filter: object, after?: string, viewer = susan) =>
      ask(
        'query ($f: PaymentFilter, $a: String) { payments(first: 1, after: $a, filter: $f) { totalCount pageInfo { hasNextPage endCursor } edges { node { id status } } } }',
        { f: filter, a: after },
        viewer,
      );
    expect((await list({ orderId: order.id }))['payments']).toMatchObject({ totalCount: 1, edges: [{ node: { status: 'AUTHORIZED' } }] });
    expect((await list({ orderId: order.id, status: ['FAILED'] }))['payments'].totalCount).toBe(0);
    const first = (await list({}))['payments'];
    const second = (await list({}, first.pageInfo.endCursor))['payments'];
    expect(second.edges[0].node.id < first.edges[0].node.id).toBe(true);
    for (const viewer of [alice, walter]) expect((await list({}, undefined, viewer))['codes']).toEqual(['FORBIDDEN']);
  });

  test('lays our ledger beside the provider’s', async () => {
    const from = new Date();
    const payment = await captured();
    const reconciled = async () =>
      (
        await ask(
          'query ($f: DateTime!, $t: DateTime!) { reconciliation(from: $f, to: $t) { ledger { amount currencyCode } provider { amount } differences { paymentId ledger { amount } provider { amount } } } }',
          { f: from.toISOString(), t: new Date(Date.now() + 60_000).toISOString() },
          susan,
        )
      )['reconciliation'];
    expect(await reconciled()).toEqual([{ ledger: { amount: '129.00', currencyCode: 'EUR' }, provider: { amount: '129.00' }, differences: [] }]);
    await world.app.messaging.database.query({
      text: `DELETE FROM payment_transaction WHERE payment_id = $1 AND kind = 'CAPTURE'`,
      values: [payment['id']],
    });
    expect(await reconciled()).toMatchObject([
      { provider: { amount: '129.00' }, differences: [{ paymentId: payment['id'], ledger: null, provider: { amount: '129.00' } }] },
    ]);
  });
});
