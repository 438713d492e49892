import { passportIssuer, passportReader } from '@micromart/auth';
import { list } from '@micromart/service';
import { z } from 'zod';

/** Kinds of values that several processes read, each with what it must be. */
export const shopEnvironment = () => z.enum(['development', 'production'], { error: 'must be development or production' }).default('development');

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** @param usual when nothing is said: servers keep their logs, at a terminal most of it is in the way. */
export const logLevel = (usual: (typeof logLevels)[number]) =>
  z
    .enum(logLevels, { error: 'must be trace, debug, info, warn, error or silent' })
    .default(usual)
    .describe('What is written to the log, and everything worse.');

export const postgresUrl = () => z.url({ protocol: /^postgres(ql)?$/, error: 'must be like postgres://user:password@host:5432' });

export const redisUrl = () => z.url({ protocol: /^rediss?$/, error: 'must be like redis://host:6379' });

export const httpUrl = (like: string) => z.url({ protocol: /^https?$/, error: `must be like ${like}` });

/** One address, or several of replicas, separated by commas. */
export const httpUrls = (like: string) =>
  list().pipe(z.array(httpUrl(like)).min(1, { error: `must be like ${like}; several of replicas are separated by commas` }));

export const brokers = () =>
  list().pipe(
    z
      .array(z.string().regex(/^[^\s:/]+:\d{1,5}$/, { error: 'must be like kafka-1:9092,kafka-2:9092' }))
      .min(1, { error: 'must be like kafka-1:9092,kafka-2:9092' }),
  );

const holds = (check: () => unknown): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

export const passportPrivateKey = () =>
  z
    .string({ error: 'must be a private key (Ed25519, JWK)' })
    .refine(privateKey => holds(() => passportIssuer({ privateKey })), { error: 'must be a private key (Ed25519, JWK)' });

/** One JWK, or two in a JSON array, as texts. */
export const passportPublicKeys = () => {
  const error = 'must be a public key (Ed25519, JWK), or two in a JSON array';
  return z
    .string({ error })
    .refine(text => holds(() => passportReader({ publicKeys: keysIn(text) })), { error })
    .transform(keysIn);
};

function keysIn(text: string): string[] {
  const keys: unknown = JSON.parse(text);
  return [keys].flat().map(key => JSON.stringify(key));
}

export const orderTokenSecret = () => z.string({ error: 'must have at least 32 characters' }).min(32, { error: 'must have at least 32 characters' });
