import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A pair of keys as settings carry them: each a JSON Web Key on one line, with its key id. */
export interface PassportKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

export interface PassportKey {
  readonly kid: string;
  readonly key: KeyObject;
}

export function generatePassportKeys(): PassportKeys {
  const pair = generateKeyPairSync('ed25519');
  const publicJwk = pair.publicKey.export({ format: 'jwk' });
  const kid = thumbprint(publicJwk);
  const withId = (jwk: JsonWebKey): string => JSON.stringify({ ...jwk, kid, alg: 'EdDSA', use: 'sig' });
  return { privateKey: withId(pair.privateKey.export({ format: 'jwk' })), publicKey: withId(publicJwk) };
}

/** The public half of a private key as settings carry it. */
export function publicPassportKey(privateKey: string): string {
  const { d: _secret, ...jwk } = keyIn(privateKey);
  return JSON.stringify(jwk);
}

/** @throws Error when the text is no private Ed25519 key. */
export function readPrivateKey(text: string): PassportKey {
  const jwk = keyIn(text);
  if (jwk.d === undefined) throw new Error('a passport is signed with a private key, and this one is public');
  return { kid: jwk.kid, key: createPrivateKey({ key: jwk, format: 'jwk' }) };
}

/** @throws Error when the text is no public Ed25519 key; a private one is refused, because a subgraph has no business with it. */
export function readPublicKey(text: string): PassportKey {
  const jwk = keyIn(text);
  if (jwk.d !== undefined) throw new Error('a passport is read with a public key, and this one is private');
  return { kid: jwk.kid, key: createPublicKey({ key: jwk, format: 'jwk' }) };
}

function keyIn(text: string): JsonWebKey & { readonly kid: string } {
  const jwk = JSON.parse(text) as JsonWebKey & { readonly kid?: unknown };
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519') throw new Error('a passport key is a JSON Web Key on the curve Ed25519');
  if (typeof jwk.kid !== 'string') throw new Error('a passport key carries its key id (kid)');
  return { ...jwk, kid: jwk.kid };
}

/** RFC 7638: the hash of the members that make the key, in this order. */
const thumbprint = (jwk: JsonWebKey): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x }))
    .digest('base64url');
