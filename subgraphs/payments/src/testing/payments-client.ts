import type { Viewer } from '@micromart/auth';
import { eventually } from '@micromart/service/testing';
import type { TestOrder } from './orders-part.ts';
import type { PaymentsWorld } from './payments-world.ts';

export const alice: Partial<Viewer> = { userId: 'usr_alice', roles: ['customer'] };
export const bob: Partial<Viewer> = { userId: 'usr_bob', roles: ['customer'] };
export const walter: Partial<Viewer> = { userId: 'usr_walter', roles: ['warehouse'] };
export const susan: Partial<Viewer> = { userId: 'usr_susan', roles: ['support'] };

export interface PaymentView {
  readonly id: string;
  readonly status: string;
  readonly failureCode: string | null;
  readonly action: { readonly kind: string; readonly url: string } | null;
}
export interface Result {
  readonly payment: PaymentView | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}
export interface Answer<Data> {
  readonly data: { readonly [Field in keyof Data]?: Data[Field] | null };
  /** Of errors. */
  readonly codes: readonly unknown[];
}

const PAYMENT = `id status methodName failureCode amount { amount currencyCode } captured { amount } refunded { amount } action { kind url }
  transactions { kind succeeded }`;
const RESULT = `{ payment { ${PAYMENT} order { id } } userErrors { code field } }`;

/** What people ask of payments, by its API. */
export function paymentsClient(world: PaymentsWorld) {
  async function ask<Data>(query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): Promise<Answer<Data>> {
    const { data, errors = [] } = await world.ask(query, variables, viewer);
    return { data: (data ?? {}) as Answer<Data>['data'], codes: errors.map(error => error.extensions?.['code']) };
  }
  /** The result of a mutation; what it was refused with when it may not be asked at all. */
  async function change(mutation: string, variables: Record<string, unknown>, viewer: Partial<Viewer>): Promise<Result> {
    const { data, codes } = await ask<{ result: Result }>(mutation, variables, viewer);
    if (data.result === undefined || data.result === null) throw new Error(codes.join());
    return data.result;
  }
  async function paymentsOf(order: TestOrder, viewer: Partial<Viewer> = susan): Promise<readonly PaymentView[] | null> {
    const { data } = await ask<{ _entities: readonly ({ readonly payments: readonly PaymentView[] } | null)[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { payments { ${PAYMENT} } } } }`,
      { r: [{ __typename: 'Order', id: order.id }] },
      viewer,
    );
    return data._entities?.[0]?.payments ?? null;
  }
  /** The newest payment of an order, as soon as it stands so. */
  async function once(order: TestOrder, status: string): Promise<PaymentView> {
    const payments = await eventually(
      () => paymentsOf(order),
      found => found?.[0]?.status === status,
    );
    const [newest] = payments ?? [];
    if (newest === undefined) throw new Error('there is no payment');
    return newest;
  }

  return {
    ask,
    paymentsOf,
    once,
    async placed(order: TestOrder, status: string): Promise<PaymentView> {
      await world.place(order);
      return once(order, status);
    },
    async captured(): Promise<PaymentView & { readonly order: TestOrder }> {
      const order = world.newOrder({ customerId: 'usr_alice' });
      await world.place(order);
      await world.confirm(order);
      return { ...(await once(order, 'CAPTURED')), order };
    },
    retry: (order: TestOrder, viewer: Partial<Viewer>, { token = 'tok_visa', key = 'again', returnUrl }: RetryWith = {}): Promise<Result> =>
      change(
        `mutation ($o: ID!, $m: PaymentMethodInput!, $k: ID!) { result: paymentRetry(orderId: $o, paymentMethod: $m, idempotencyKey: $k) ${RESULT} }`,
        { o: order.id, m: { token, returnUrl }, k: `${order.id}-${key}` },
        viewer,
      ),
    complete: (payment: PaymentView, viewer: Partial<Viewer>): Promise<Result> =>
      change(`mutation ($p: ID!) { result: paymentActionComplete(paymentId: $p) ${RESULT} }`, { p: payment.id }, viewer),
    refund: (payment: Pick<PaymentView, 'id'>, amount: string, key: string, viewer = susan, currencyCode = 'EUR'): Promise<Result> =>
      change(
        `mutation ($p: ID!, $a: MoneyInput!, $k: ID!) {
          result: paymentRefund(paymentId: $p, amount: $a, reason: "damaged", idempotencyKey: $k) ${RESULT}
        }`,
        { p: payment.id, a: { amount, currencyCode }, k: `${payment.id}-${key}` },
        viewer,
      ),
  };
}

interface RetryWith {
  readonly token?: string;
  readonly key?: string;
  readonly returnUrl?: string;
}
