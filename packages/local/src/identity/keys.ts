import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { createLocalJWKSet, errors, exportJWK, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { stored } from './storage.ts';

/** The realm's signing keys: the newest signs, it and the one before it are published. */
export interface Keys {
  published(): readonly JWK[];
  /** @param lifetime seconds. */
  sign(claims: JWTPayload, lifetime: number): Promise<string>;
  /**
   * The claims of a token that this realm signed; undefined when it did not, or when it has expired.
   * @param options.expired take it even when it has expired.
   */
  verify(token: string, options?: { readonly expired: boolean }): Promise<JWTPayload | undefined>;
  rotate(): Promise<void>;
  /** Only the newest key is good from now on. */
  withdrawOld(): Promise<void>;
}

const ALGORITHM = 'RS256';
const PUBLISHED = 2;
const StoredKeys = z.array(z.looseObject({ kid: z.string(), kty: z.literal('RSA') })).min(1);
const generate = promisify(generateKeyPair);

export async function openKeys(issuer: () => string, path: string): Promise<Keys> {
  const file = await stored(path, StoredKeys, async () => [await newKey()]);
  const newest = () => file.value[0] as (typeof file.value)[number];
  let signing = await importJWK(newest(), ALGORITHM);
  const published = (): JWK[] => file.value.map(({ kty, kid, n, e }) => ({ kty, kid, use: 'sig', alg: ALGORITHM, n, e }) as JWK);
  let known = createLocalJWKSet({ keys: published() });
  const keep = async (number: number): Promise<void> => {
    file.value.splice(number);
    known = createLocalJWKSet({ keys: published() });
    await file.save();
  };

  return {
    published,
    sign: (claims, lifetime) =>
      new SignJWT({ jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: newest().kid })
        .setIssuer(issuer())
        .setIssuedAt()
        .setExpirationTime(`${lifetime}s`)
        .sign(signing),
    async verify(token, { expired } = { expired: false }) {
      try {
        const clockTolerance = expired ? Number.MAX_SAFE_INTEGER : 0;
        const { payload } = await jwtVerify(token, known, { issuer: issuer(), algorithms: [ALGORITHM], clockTolerance });
        return payload;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
    async rotate() {
      file.value.unshift(await newKey());
      signing = await importJWK(newest(), ALGORITHM);
      await keep(PUBLISHED);
    },
    withdrawOld: () => keep(1),
  };
}

async function newKey() {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return { ...(await exportJWK(privateKey)), kty: 'RSA' as const, kid: randomUUID() };
}
