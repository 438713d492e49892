import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { errorOf, isPassing, MicroMartError } from './errors.ts';
import { AddToCartDocument, CancelMineDocument, LayoutDocument, PlaceOrderDocument, ReceiveDocument, RefundDocument } from './generated/documents.ts';
import { isRepeatable, operationOf } from './operation.ts';
import { backoff } from './waiting.ts';

describe('what may be sent twice', () => {
  const repeatable = (document: Parameters<typeof operationOf>[0], variables: object): boolean => isRepeatable(operationOf(document), variables);

  test('is every query', () => {
    expect(repeatable(LayoutDocument, {})).toBe(true);
  });
  test('is a mutation with an idempotency key, as an argument or in its input', () => {
    expect(repeatable(PlaceOrderDocument, { input: { idempotencyKey: 'k' } })).toBe(true);
    expect(repeatable(ReceiveDocument, { input: { idempotencyKey: 'k' } })).toBe(true);
    expect(repeatable(RefundDocument, { idempotencyKey: 'k' })).toBe(true);
    expect(repeatable(parse('mutation { orderPlace(input: { idempotencyKey: "k" }) { accessToken } }'), {})).toBe(true);
  });
  test('is no other mutation', () => {
    expect(repeatable(CancelMineDocument, { id: 'ord_1' })).toBe(false);
    expect(repeatable(AddToCartDocument, { cartId: 'crt_1', lines: [] })).toBe(false);
    expect(repeatable(PlaceOrderDocument, { input: {} })).toBe(false);
    expect(repeatable(RefundDocument, {})).toBe(false);
    expect(repeatable(parse('mutation ($key: ID!) { paymentRefund(idempotencyKey: $key) { x } other { x } }'), { key: 'k' })).toBe(false);
  });
});

describe('an error', () => {
  const said = (code: string) => ({ message: `it is ${code}`, extensions: { code } });

  test('has the codes of all its parts, and the data that came', () => {
    const error = errorOf([said('FORBIDDEN'), said('SUBGRAPH_UNAVAILABLE')], { me: null });
    expect([error.code, error.codes, error.isPartial]).toEqual(['FORBIDDEN', ['FORBIDDEN', 'SUBGRAPH_UNAVAILABLE'], true]);
    expect(error.has('SUBGRAPH_UNAVAILABLE')).toBe(true);
    expect(errorOf([said('FORBIDDEN')], null).isPartial).toBe(false);
  });
  test('passes when all of its parts do', () => {
    expect(isPassing(errorOf([said('RATE_LIMITED'), said('SUBGRAPH_UNAVAILABLE')]))).toBe(true);
    expect(isPassing(errorOf([said('RATE_LIMITED'), said('FORBIDDEN')]))).toBe(false);
    expect(isPassing(new MicroMartError('cut', 'NETWORK'))).toBe(true);
  });
  test('without a code is a fault of the shop', () => {
    expect(errorOf([{ message: 'oops' }]).code).toBe('INTERNAL');
  });
});

test('repeats wait longer each time, up to five seconds, and never all at once', () => {
  expect([1, 2, 3, 20].map(tries => backoff(tries, () => 1))).toEqual([200, 400, 800, 5_000]);
  expect(backoff(2, () => 0)).toBe(200);
});
