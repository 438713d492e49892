import { describe, expect, test } from '@jest/globals';
import { type Decision, decide } from './decide.ts';
import type { Heard, Input } from './inputs.ts';
import { emptyCase } from './payment-case.ts';

const noon = new Date('2026-11-02T12:00:00.000Z');
const due = '2026-11-02T12:30:00.000Z';
const data = { total: 5_000, paymentDueAt: due, reason: 'CUSTOMER', goods: 'on-shelf' };
const heard = (type: Heard['type'], sequence: number, more: object = {}): Heard =>
  ({ type, sequence, data: { ...data, ...more } }) as unknown as Heard;

const placed = heard('order.placed', 1);
const confirmed = heard('order.confirmed', 2);
const canceled = heard('order.canceled', 3);
const provider = (what: 'authorized' | 'captured' | 'voided' | 'void-refused' | 'unknown' | 'not-found', paymentId = 'pay_1'): Input => ({
  type: `provider.${what}`,
  paymentId,
});
const declined = (paymentId = 'pay_1'): Input => ({ type: 'provider.declined', paymentId, failureCode: 'insufficient_funds' });
const denied: Input = { type: 'provider.denied', paymentId: 'pay_1', failureCode: 'action_denied' };
const actionRequired: Input = { type: 'provider.action-required', paymentId: 'pay_1', url: 'https://provider.example/3ds' };
const givenBack = (refunded: number): Input => ({ type: 'provider.refunded', paymentId: 'pay_1', refunded });

/** The last decision about a case to which all this happened; payments are called pay_1, pay_2, … */
function afterAll(inputs: readonly Input[], now = noon): Decision {
  const nothing: Decision = { verdict: 'unchanged', state: emptyCase, announcements: [], commands: [] };
  return inputs.reduce((decision, input) => {
    const newPaymentId = () => `pay_${decision.state.tries + 1}`;
    return decide(decision.state, input, { now, newPaymentId });
  }, nothing);
}
const outcome = (...inputs: Input[]) => {
  const { state, announcements, commands } = afterAll(inputs);
  return [state.status, ...announcements.map(({ type }) => type), ...commands.map(({ kind }) => `${kind}!`)];
};

describe('a payment that goes well', () => {
  test('is authorized when the order is placed, and captured once it is confirmed', () => {
    expect(outcome(placed)).toEqual(['PENDING', 'authorize!']);
    expect(outcome(placed, provider('authorized'))).toEqual(['AUTHORIZED', 'payment.authorized']);
    expect(outcome(placed, provider('authorized'), confirmed)).toEqual(['CAPTURING', 'capture!']);
    expect(afterAll([placed, provider('authorized'), confirmed, provider('captured')])).toMatchObject({
      state: { status: 'CAPTURED', captured: 5_000 },
      announcements: [{ type: 'payment.captured', sequence: 2, paymentId: 'pay_1', amount: 5_000, captured: 5_000, refunded: 0 }],
      commands: [],
    });
  });

  test('is captured at once when the order was confirmed before', () => {
    const retried = [placed, provider('authorized'), confirmed, declined(), { type: 'retry' }] as const;
    expect(outcome(...retried, provider('authorized', 'pay_2'))).toEqual(['CAPTURING', 'payment.authorized', 'capture!']);
  });

  test('sends the customer to where he must act', () => {
    expect(afterAll([placed, actionRequired]).announcements).toMatchObject([
      { type: 'payment.action-required', url: 'https://provider.example/3ds' },
    ]);
    expect(outcome(placed, actionRequired, provider('authorized'))).toEqual(['AUTHORIZED', 'payment.authorized']);
    expect(outcome(placed, actionRequired, denied)).toEqual(['DENIED', 'payment.denied']);
  });
});

describe('a payment that fails', () => {
  test('says why, and whether it was authorizing or capturing', () => {
    expect(afterAll([placed, declined()]).announcements).toMatchObject([
      { type: 'payment.failed', at: 'authorize', failureCode: 'insufficient_funds' },
    ]);
    expect(afterAll([placed, provider('authorized'), confirmed, declined()]).announcements).toMatchObject([
      { type: 'payment.failed', at: 'capture' },
    ]);
  });

  test('may be tried again as a payment of its own, before the deadline', () => {
    expect(afterAll([placed, declined(), { type: 'retry' }])).toMatchObject({
      state: { status: 'PENDING', paymentId: 'pay_2', tries: 2 },
      commands: [{ kind: 'authorize', paymentId: 'pay_2' }],
    });
    expect(afterAll([placed, declined(), { type: 'retry' }], new Date(due)).verdict).toBe('refused');
  });

  test('may be tried again after the deadline that a failed capture sets anew', () => {
    const anew = heard('order.payment-failed', 5, { paymentDueAt: '2026-11-02T13:00:00.000Z' });
    expect(afterAll([placed, declined(), anew, { type: 'retry' }], new Date(due)).verdict).toBe('applied');
    expect(afterAll([anew, placed, declined(), { type: 'retry' }], new Date(due)).verdict).toBe('applied');
  });

  test('may be tried again when what was held has lapsed', () => {
    expect(outcome(placed, provider('authorized'), provider('voided'))).toEqual(['VOIDED', 'payment.voided']);
    expect(outcome(placed, provider('authorized'), provider('voided'), { type: 'retry' })).toEqual(['PENDING', 'authorize!']);
  });

  test('may not be tried again while it goes on, once denied, once the order is off, or after ten tries', () => {
    expect(afterAll([placed, { type: 'retry' }]).verdict).toBe('refused');
    expect(afterAll([placed, denied, { type: 'retry' }]).verdict).toBe('refused');
    expect(afterAll([placed, declined(), canceled, { type: 'retry' }]).verdict).toBe('refused');
    const tries = Array.from({ length: 10 }, (_, index): Input[] => [{ type: 'retry' }, declined(`pay_${index + 2}`)]).flat();
    expect(afterAll([placed, declined(), ...tries.slice(0, 18)]).state.tries).toBe(10);
    expect(afterAll([placed, declined(), ...tries.slice(0, 19)]).verdict).toBe('refused');
  });

  test('is let go when it turns out to hold money after all', () => {
    expect(outcome(placed, declined(), provider('authorized'))).toEqual(['FAILED', 'void!']);
    expect(afterAll([placed, declined(), { type: 'retry' }, provider('authorized', 'pay_1')])).toMatchObject({
      state: { status: 'PENDING', paymentId: 'pay_2' },
      commands: [{ kind: 'void', paymentId: 'pay_1' }],
    });
  });
});

describe('an order that is canceled', () => {
  test('costs no call when it is heard of before the order itself', () => {
    expect(outcome(canceled)).toEqual(['VOIDED', 'payment.voided']);
    expect(outcome(canceled, placed)).toEqual(['VOIDED', 'payment.voided']);
    expect(afterAll([canceled, { type: 'retry' }]).verdict).toBe('refused');
  });

  test('lets go of what is held', () => {
    expect(outcome(placed, provider('authorized'), canceled)).toEqual(['AUTHORIZED', 'void!']);
    expect(outcome(placed, actionRequired, canceled)).toEqual(['ACTION_REQUIRED', 'void!']);
    expect(outcome(placed, provider('authorized'), canceled, provider('voided'))).toEqual(['VOIDED', 'payment.voided']);
  });

  test('waits for an answer that is on its way, and then lets go of it or gives it back', () => {
    expect(outcome(placed, canceled)).toEqual(['PENDING', 'ask!']);
    expect(outcome(placed, canceled, provider('authorized'))).toEqual(['AUTHORIZED', 'void!']);
    expect(outcome(placed, canceled, actionRequired)).toEqual(['ACTION_REQUIRED', 'void!']);
    expect(outcome(placed, canceled, declined())).toEqual(['VOIDED', 'payment.voided']);
    const capturing = [placed, provider('authorized'), confirmed, canceled];
    expect(outcome(...capturing)).toEqual(['CAPTURING', 'ask!']);
    expect(outcome(...capturing, provider('captured'))).toEqual(['CAPTURED', 'payment.captured', 'refund!']);
    expect(outcome(...capturing, declined())).toEqual(['VOIDED', 'payment.voided']);
  });

  test('gives back what was captured, less what was given back or is about to be', () => {
    const paid = [placed, provider('authorized'), confirmed, provider('captured')];
    expect(afterAll([...paid, canceled]).commands).toEqual([{ kind: 'refund', paymentId: 'pay_1', amount: 5_000 }]);
    const partly = [...paid, { type: 'refund', amount: 1_000 }, givenBack(1_000), { type: 'refund', amount: 500 }] as const;
    expect(afterAll([...partly, canceled]).commands).toEqual([{ kind: 'refund', paymentId: 'pay_1', amount: 3_500 }]);
    expect(afterAll([...partly, canceled, givenBack(1_500), givenBack(5_000)])).toMatchObject({
      state: { refunded: 5_000, refunding: 0 },
      announcements: [{ type: 'payment.refunded', captured: 5_000, refunded: 5_000 }],
    });
  });

  test('asks the provider when a void is refused because it was captured, and gives the money back', () => {
    const voiding = [placed, provider('authorized'), canceled];
    expect(outcome(...voiding, provider('void-refused'))).toEqual(['AUTHORIZED', 'ask!']);
    expect(outcome(...voiding, provider('void-refused'), provider('captured'))).toEqual(['CAPTURED', 'payment.captured', 'refund!']);
  });

  test('is not captured any more, even when the confirmation comes last', () => {
    expect(outcome(placed, provider('authorized'), canceled, confirmed)).toEqual(['AUTHORIZED']);
  });

  test('is given back again when the provider refused the refund and the cancel is announced again', () => {
    const refused: Input = { type: 'provider.refund-refused', paymentId: 'pay_1', amount: 5_000 };
    const paid = [placed, provider('authorized'), confirmed, provider('captured'), canceled, refused];
    expect(outcome(...paid, canceled)).toEqual(['CAPTURED', 'refund!']);
  });
});

describe('what is said twice', () => {
  test('by orders is answered with how the payment stands', () => {
    expect(outcome(placed, placed)).toEqual(['PENDING', 'ask!']);
    expect(outcome(placed, provider('authorized'), placed)).toEqual(['AUTHORIZED', 'payment.authorized']);
    expect(outcome(placed, declined(), placed)).toEqual(['FAILED', 'payment.failed']);
    expect(outcome(placed, provider('authorized'), confirmed, confirmed)).toEqual(['CAPTURING', 'ask!']);
    expect(outcome(placed, provider('authorized'), confirmed, provider('captured'), confirmed)).toEqual(['CAPTURED', 'payment.captured']);
    const refunded = [placed, provider('authorized'), confirmed, provider('captured'), canceled, givenBack(5_000)];
    expect(outcome(...refunded, canceled)).toEqual(['CAPTURED', 'payment.refunded']);
    expect(outcome(placed, declined(), canceled)).toEqual(['FAILED', 'payment.failed']);
  });

  test('by the provider changes nothing', () => {
    expect(afterAll([placed, provider('authorized'), provider('authorized')]).verdict).toBe('unchanged');
    expect(afterAll([placed, provider('authorized'), confirmed, provider('captured'), provider('captured')]).verdict).toBe('unchanged');
    const paid = [placed, provider('authorized'), confirmed, provider('captured'), { type: 'refund', amount: 1_000 } as const];
    expect(afterAll([...paid, givenBack(1_000), givenBack(1_000)])).toMatchObject({ announcements: [], state: { refunded: 1_000, refunding: 0 } });
  });
});

describe('when the provider does not answer', () => {
  test('it is asked, and told again what it has never heard of', () => {
    expect(outcome(placed, provider('unknown'))).toEqual(['PENDING', 'ask!']);
    expect(outcome(placed, provider('unknown'), provider('not-found'))).toEqual(['PENDING', 'authorize!']);
    expect(outcome(placed, provider('unknown'), provider('authorized'))).toEqual(['AUTHORIZED', 'payment.authorized']);
  });
});

describe('a call that came to nothing', () => {
  const capturing = [placed, provider('authorized'), confirmed];

  test('is made up for when orders asks again: the provider is asked, and told again what it has not done', () => {
    expect(outcome(placed, placed, provider('not-found'))).toEqual(['PENDING', 'authorize!']);
    expect(outcome(...capturing, confirmed, provider('authorized'))).toEqual(['CAPTURING', 'capture!']);
    expect(outcome(...capturing, confirmed, provider('captured'))).toEqual(['CAPTURED', 'payment.captured']);
  });

  test('takes no money any more when the order is off', () => {
    expect(outcome(...capturing, canceled, provider('authorized'))).toEqual(['CAPTURING', 'void!']);
    expect(outcome(...capturing, canceled, provider('authorized'), provider('voided'))).toEqual(['VOIDED', 'payment.voided']);
    expect(outcome(...capturing, canceled, provider('authorized'), provider('captured'))).toEqual(['CAPTURED', 'payment.captured', 'refund!']);
  });
});

describe('a refund by staff', () => {
  const paid = [placed, provider('authorized'), confirmed, provider('captured')];

  test('is sent, and never above what is left', () => {
    expect(afterAll([...paid, { type: 'refund', amount: 5_000 }])).toMatchObject({
      state: { refunding: 5_000 },
      commands: [{ kind: 'refund', amount: 5_000 }],
    });
    expect(afterAll([...paid, { type: 'refund', amount: 3_000 }, { type: 'refund', amount: 2_001 }]).verdict).toBe('refused');
    expect(afterAll([...paid, { type: 'refund', amount: 0 }]).verdict).toBe('refused');
  });

  test('is refused before anything was captured and once the order is off', () => {
    expect(afterAll([placed, provider('authorized'), { type: 'refund', amount: 1 }]).verdict).toBe('refused');
    expect(afterAll([...paid, canceled, { type: 'refund', amount: 1 }]).verdict).toBe('refused');
  });
});
