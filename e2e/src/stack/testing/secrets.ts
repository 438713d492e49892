import { randomBytes } from 'node:crypto';
import { generatePassportKeys } from '@micromart/auth';

/** Made for one stack, by the names of the variables that processes read them from. */
export function newSecrets() {
  const { privateKey, publicKey } = generatePassportKeys();
  const secret = (): string => randomBytes(32).toString('base64url');
  return {
    PASSPORT_PRIVATE_KEY: privateKey,
    PASSPORT_PUBLIC_KEYS: publicKey,
    ORDER_TOKEN_SECRET: secret(),
    IDENTITY_ADMIN_CLIENT_SECRET: secret(),
  };
}
