import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@micromart/local/testing';
import { openProvider, type ProviderSimulator, type Report } from './index.ts';

let database: TestDatabase;
let provider: ProviderSimulator;
let told: Report[] = [];
let made = 0;

beforeAll(async () => {
  database = await testDatabase('provider', { messaging: false });
  provider = openProvider({ databaseUrl: database.url, publicUrl: 'http://shop.test/provider', webhookDelayMilliseconds: 5 });
  await provider.startWebhooks(async report => void told.push(report));
});
afterEach(async () => {
  await provider.faults.clear();
  told = [];
});
afterAll(async () => {
  await provider.close();
  await database.drop();
});

const newKey = (): string => `pay_${(made += 1)}`;
const authorize = (token: string, key = newKey(), timeout = 5_000) =>
  provider.api.authorize(
    { idempotencyKey: key, reference: key, amount: 12_900, currency: 'EUR', token, returnUrl: 'https://shop.test/back?order=1' },
    AbortSignal.timeout(timeout),
  );
const charged = async (token: string): Promise<Report['charge']> => {
  const { report } = await authorize(token);
  if (report === null) throw new Error('no charge');
  return report.charge;
};
const captured = async (): Promise<Report['charge']> => {
  const charge = await charged('tok_visa');
  await provider.api.capture({ idempotencyKey: `${charge.id}/capture`, chargeId: charge.id, amount: charge.amount });
  return charge;
};

async function until<Value>(read: () => Value | Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  for (const end = Date.now() + 5_000; ; await new Promise(resolve => setTimeout(resolve, 5))) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)}`);
  }
}

describe('what a token does', () => {
  test.each([
    ['tok_visa', 'authorized', null, false],
    ['tok_declined', 'declined', 'declined', false],
    ['tok_insufficient_funds', 'declined', 'insufficient_funds', false],
    ['tok_fraud', 'declined', 'fraud', true],
    ['tok_3ds', 'action_required', null, false],
    ['tok_nobody_knows', 'declined', 'invalid_token', false],
    ['constructor', 'declined', 'invalid_token', false],
  ])('%s: %s', async (token, status, failureCode, final) => {
    expect(await charged(token)).toMatchObject({ status, failureCode, final });
  });

  test('tok_timeout_after_charge holds the money and never answers', async () => {
    const key = newKey();
    await expect(authorize('tok_timeout_after_charge', key, 50)).rejects.toMatchObject({ name: 'TimeoutError' });
    const found = await until(
      () => provider.api.find({ idempotencyKey: key }),
      report => report !== null,
    );
    expect(found?.charge.status).toBe('authorized');
  });
});

describe('a key', () => {
  test('sent twenty times at once opens one charge', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => authorize('tok_visa', key)));
    expect(new Set(answers.map(({ report }) => report?.charge.id)).size).toBe(1);
  });

  test('refunds once, however often it is sent', async () => {
    const { id } = await captured();
    const refund = () => provider.api.refund({ idempotencyKey: `${id}/refund`, chargeId: id, amount: 900 });
    const answers = await Promise.all([refund(), refund(), refund()]);
    expect(answers.map(({ refusal }) => refusal)).toEqual([null, null, null]);
    expect((await provider.api.find({ chargeId: id }))?.charge.refunded).toBe(900);
  });

  test('does not stand for two different things', async () => {
    const { id } = await captured();
    const again = await provider.api.refund({ idempotencyKey: `${id}/capture`, chargeId: id, amount: 100 });
    expect(again.refusal).toBe('idempotency_key_reused');
  });
});

describe('money', () => {
  test('is never given back beyond what was captured', async () => {
    const { id } = await captured();
    const refund = (key: string) => provider.api.refund({ idempotencyKey: `${id}/${key}`, chargeId: id, amount: 8_000 });
    const refusals = (await Promise.all([refund('a'), refund('b')])).map(({ refusal }) => refusal);
    expect(refusals.toSorted()).toEqual(['amount_too_large', null]);
  });

  test('is captured or given up, never both', async () => {
    const { id, amount } = await charged('tok_visa');
    const [capture, giveUp] = await Promise.all([
      provider.api.capture({ idempotencyKey: `${id}/c`, chargeId: id, amount }),
      provider.api.void({ idempotencyKey: `${id}/v`, chargeId: id }),
    ]);
    expect([capture.refusal, giveUp.refusal].toSorted()).toEqual([null, 'wrong_state'].toSorted());
  });

  test('that the bank let go cannot be captured', async () => {
    const { id, reference, amount } = await charged('tok_visa');
    expect(await provider.lapse(reference)).toBe(1);
    const answer = await provider.api.capture({ idempotencyKey: `${id}/c`, chargeId: id, amount });
    expect(answer).toMatchObject({ refusal: 'wrong_state', report: { charge: { status: 'lapsed' } } });
  });

  test('stands in the ledger, a line for each move', async () => {
    const from = new Date(Date.now() - 60_000).toISOString();
    const { id } = await captured();
    await provider.api.refund({ idempotencyKey: `${id}/refund`, chargeId: id, amount: 500 });
    const { entries } = await provider.api.ledger({ from, to: new Date(Date.now() + 60_000).toISOString() });
    const moves = entries.filter(({ chargeId }) => chargeId === id).map(({ kind, amount }) => `${kind} ${amount}`);
    expect(moves.toSorted()).toEqual(['AUTHORIZATION 12900', 'CAPTURE 12900', 'REFUND 500']);
  });
});

describe('on demand the provider', () => {
  test('does the work and does not answer', async () => {
    const key = newKey();
    await provider.faults.inject({ call: 'authorize', kind: 'silence', done: true });
    await expect(authorize('tok_visa', key, 30)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await authorize('tok_visa', key)).report?.charge.status).toBe('authorized');
  });

  test('loses the request', async () => {
    const key = newKey();
    await provider.faults.inject({ call: 'authorize', kind: 'error', done: false });
    await expect(authorize('tok_visa', key)).rejects.toMatchObject({ name: 'ProviderUnreachable' });
    expect(await provider.api.find({ idempotencyKey: key })).toBeNull();
  });

  test('is away', async () => {
    await provider.faults.setAway(true);
    await expect(authorize('tok_visa')).rejects.toMatchObject({ name: 'ProviderUnreachable' });
  });

  test('tells everything twice, and again until it is acknowledged', async () => {
    await provider.faults.setWebhooks({ copies: 2 });
    const { id } = await charged('tok_visa');
    await until(
      () => told.filter(({ charge }) => charge.id === id).length,
      count => count === 2,
    );
  });
});

test('a customer approves or denies on a page, and is sent back to the shop', async () => {
  const server = createServer((request, response) => void provider.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = (url: string | null): string => String(url).replace('http://shop.test', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const decide = (url: string, decision: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ decision }), redirect: 'manual' });
  try {
    for (const [decision, status] of [
      ['approve', 'authorized'],
      ['deny', 'declined'],
    ] as const) {
      const charge = await charged('tok_3ds');
      const url = at(charge.actionUrl);
      const page = await fetch(url);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await page.text()).toMatch(/129\.00 EUR.*Visa, ending in 3220/);
      const answer = await decide(url, decision);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, 'https://shop.test/back?order=1']);
      expect((await provider.api.find({ chargeId: charge.id }))?.charge).toMatchObject({ status, final: decision === 'deny' });
      await until(
        () => told.some(report => report.charge.id === charge.id && report.charge.status === status),
        heard => heard,
      );
      // the second answer changes nothing
      expect((await decide(url, decision === 'approve' ? 'deny' : 'approve')).status).toBe(200);
      expect((await provider.api.find({ chargeId: charge.id }))?.charge.status).toBe(status);
    }
    expect((await fetch(at('http://shop.test/provider/actions/guessed'))).status).toBe(404);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
