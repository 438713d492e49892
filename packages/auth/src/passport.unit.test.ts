import { expect, test } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, SignJWT, importJWK } from 'jose';
import { generatePassportKeys, publicPassportKey } from './passport-keys.ts';
import { passportIssuer, passportReader } from './passport.ts';
import { guest, type Viewer } from './viewer.ts';

const keys = generatePassportKeys();
const alice: Viewer = {
  userId: 'usr_00000000000000000000000001',
  email: 'alice@example.test',
  firstName: 'Alice',
  lastName: null,
  roles: ['customer'],
  sessionId: 'session',
  orderTokens: ['token-of-an-order'],
  expiresAt: new Date('2026-01-01T00:05:00Z'),
};

function clock(start = Date.parse('2026-01-01T00:00:00Z')) {
  let time = start;
  return { now: () => time, pass: (seconds: number) => void (time += seconds * 1000) };
}

test('a passport says all of a viewer, and a guest has one too', () => {
  const issuer = passportIssuer({ privateKey: keys.privateKey });
  const reader = passportReader({ publicKeys: [keys.publicKey] });
  expect(reader.read(issuer.issue(alice))).toEqual(alice);
  expect(reader.read(issuer.issue(guest))).toEqual(guest);
});

test('a passport is minted once for what it says, and anew before it ends', () => {
  const time = clock();
  const issuer = passportIssuer({ privateKey: keys.privateKey, now: time.now });
  const first = issuer.issue(alice);
  expect(issuer.issue({ ...alice })).toBe(first);
  expect(issuer.issue({ ...alice, orderTokens: [] })).not.toBe(first);
  time.pass(49);
  expect(issuer.issue(alice)).toBe(first);
  time.pass(2);
  expect(issuer.issue(alice)).not.toBe(first);
});

test('a passport is refused once it is over, even when it was read before', () => {
  const time = clock();
  const passport = passportIssuer({ privateKey: keys.privateKey, now: time.now }).issue(alice);
  const reader = passportReader({ publicKeys: [keys.publicKey], now: time.now });
  expect(reader.read(passport)).toEqual(alice);
  time.pass(66);
  expect(() => reader.read(passport)).toThrow('the passport is over');
});

test('two keys are accepted while they are being rotated, others are not', () => {
  const next = generatePassportKeys();
  const reader = passportReader({ publicKeys: [keys.publicKey, publicPassportKey(next.privateKey)] });
  for (const { privateKey } of [keys, next]) expect(reader.read(passportIssuer({ privateKey }).issue(alice))).toEqual(alice);
  const strangers = generatePassportKeys().privateKey;
  expect(() => reader.read(passportIssuer({ privateKey: strangers }).issue(alice))).toThrow('a key that is not accepted');
  expect(() => passportReader({ publicKeys: [] })).toThrow('one public key, or two');
  expect(() => passportReader({ publicKeys: [keys.privateKey] })).toThrow('this one is private');
});

test('a passport that was changed, or is none, is refused', () => {
  const reader = passportReader({ publicKeys: [keys.publicKey] });
  const [header, , signature] = passportIssuer({ privateKey: keys.privateKey }).issue(alice).split('.');
  const forged = Buffer.from(JSON.stringify({ iss: 'micromart-gateway', aud: 'subgraphs', exp: 4e9, viewer: { ...alice, roles: ['admin'] } }));
  expect(() => reader.read(`${header}.${forged.toString('base64url')}.${signature}`)).toThrow('the signature of the passport is wrong');
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'passport+jwt', kid: JSON.parse(keys.publicKey).kid })).toString('base64url');
  expect(() => reader.read(`${unsigned}.${forged.toString('base64url')}.`)).toThrow('this is no passport');
  for (const nonsense of ['', 'a.b.c', 'null', 'bnVsbA.bnVsbA.bnVsbA']) expect(() => reader.read(nonsense)).toThrow(/passport/);
});

test('a passport is a standard token, and one of the same key for another audience is refused', async () => {
  const publicJwk = JSON.parse(keys.publicKey);
  const passport = passportIssuer({ privateKey: keys.privateKey }).issue(alice);
  const { payload } = await jwtVerify(passport, createLocalJWKSet({ keys: [publicJwk] }), { audience: 'subgraphs', issuer: 'micromart-gateway' });
  expect(payload.exp! - payload.iat!).toBe(60);
  const other = await new SignJWT({ viewer: alice })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'passport+jwt', kid: publicJwk.kid })
    .setIssuer('micromart-gateway')
    .setAudience('others')
    .setExpirationTime('1m')
    .sign(await importJWK(JSON.parse(keys.privateKey), 'EdDSA'));
  expect(() => passportReader({ publicKeys: [keys.publicKey] }).read(other)).toThrow('meant for others');
});
