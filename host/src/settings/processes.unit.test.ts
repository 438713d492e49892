import { generatePassportKeys } from '@micromart/auth';
import { describe, expect, test } from '@jest/globals';
import { gatewayEnvironment } from '@micromart/gateway';
import type { Environment } from '@micromart/service';
import { examples } from './examples.ts';
import { gatewayProcess, readSubgraphProcess, urlsOf } from './processes.ts';
import { readProcessSettings } from './read.ts';

const keys = generatePassportKeys();
const SECRET = 'a secret of at least thirty-two characters';
const paymentsNeeds = {
  REDIS_URL: 'redis://redis:6379',
  DATABASE_URL: 'postgres://payments:secret@db:5432',
  PASSPORT_PUBLIC_KEYS: keys.publicKey,
  ORDER_TOKEN_SECRET: SECRET,
};

function complaintsOf(read: () => unknown): string {
  try {
    read();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
const asPayments = (environment: Environment) => readSubgraphProcess('payments', {}, environment);

describe('a process of the shop', () => {
  test('names everything that is missing at once, with what it must be', () => {
    const said = complaintsOf(() => asPayments({}));
    for (const name of Object.keys(paymentsNeeds)) expect(said).toMatch(new RegExp(`^${name} is not set: must `, 'm'));
  });

  test('says of a wrong value what it is, of a secret only that it is wrong', () => {
    const said = complaintsOf(() => asPayments({ ...paymentsNeeds, PORT: '99999', KAFKA_BROKERS: 'kafka', ORDER_TOKEN_SECRET: 'short' }));
    expect(said).toContain('PORT is "99999": must be a whole number from 0 to 65535.');
    expect(said).toContain('KAFKA_BROKERS is "kafka": must be like kafka-1:9092,kafka-2:9092.');
    expect(said).toContain('ORDER_TOKEN_SECRET is set, but wrong: must have at least 32 characters.');
    expect(said).not.toContain('"short"');
  });

  test('asks for nothing that it does not use', () => {
    const { REDIS_URL, PASSPORT_PUBLIC_KEYS } = paymentsNeeds;
    expect(complaintsOf(() => readSubgraphProcess('carts', {}, { REDIS_URL, PASSPORT_PUBLIC_KEYS }))).toBe('');
    expect(complaintsOf(() => readSubgraphProcess('users', {}, { REDIS_URL, PASSPORT_PUBLIC_KEYS }))).toMatch(/^DATABASE_URL is not set/);
  });

  test('needs no database server when each of its databases is named', () => {
    const { DATABASE_URL: _, ...others } = paymentsNeeds;
    const PAYMENTS_DATABASE_URL = 'postgres://payments@db/payments';
    expect(complaintsOf(() => asPayments({ ...others, PAYMENTS_DATABASE_URL }))).toMatch(/^DATABASE_URL is not set/);
    expect(complaintsOf(() => asPayments({ ...others, PAYMENTS_DATABASE_URL, PROVIDER_DATABASE_URL: 'postgres://provider@db/provider' }))).toBe('');
  });

  test('accepts two public keys while they are rotated, and no private one', () => {
    const another = generatePassportKeys().publicKey;
    expect(asPayments({ ...paymentsNeeds, PASSPORT_PUBLIC_KEYS: `[${keys.publicKey},${another}]` }).PASSPORT_PUBLIC_KEYS).toEqual([
      keys.publicKey,
      another,
    ]);
    expect(complaintsOf(() => asPayments({ ...paymentsNeeds, PASSPORT_PUBLIC_KEYS: keys.privateKey }))).toMatch(
      /^PASSPORT_PUBLIC_KEYS is set, but wrong/,
    );
  });

  test('refuses the secrets of .env.example in production, also within an address', () => {
    const example = (wanted: string): string => examples.find(({ name }) => name === wanted)?.value ?? '';
    const known = {
      ...paymentsNeeds,
      DATABASE_URL: `postgres://payments:${example('PAYMENTS_DB_PASSWORD')}@db`,
      PASSPORT_PUBLIC_KEYS: example('PASSPORT_PUBLIC_KEYS'),
    };
    expect(complaintsOf(() => asPayments(known))).toBe('');
    const said = complaintsOf(() => asPayments({ ...known, MICROMART_ENV: 'production' }));
    expect(said.split('\n').map(line => line.split(' ', 1)[0])).toEqual(['PASSPORT_PUBLIC_KEYS', 'DATABASE_URL']);
  });
});

test('the gateway finds several replicas of a subgraph, and each subgraph on its port of this machine where nothing is said', () => {
  const settings = readProcessSettings(
    { ...gatewayProcess, ...gatewayEnvironment },
    {
      ...{ REDIS_URL: 'redis://redis', ISSUER_URL: 'http://localhost:8180/realms/micromart', PASSPORT_PRIVATE_KEY: keys.privateKey },
      ORDERS_URL: 'http://orders-1:8085, http://orders-2:8085',
    },
  );
  expect(urlsOf(settings, 'orders')).toEqual(['http://orders-1:8085', 'http://orders-2:8085']);
  expect(urlsOf(settings, 'notifications')).toEqual(['http://localhost:8088']);
});
