import { randomBytes } from 'node:crypto';
import { generatePassportKeys } from '@micromart/auth';

/** `npm run keys`: a new pair of passport keys and a new secret for orders' access tokens, as lines of an `.env` file. */
export async function run(): Promise<void> {
  const { privateKey, publicKey } = generatePassportKeys();
  console.log(`PASSPORT_PRIVATE_KEY='${privateKey}'`);
  console.log(`PASSPORT_PUBLIC_KEYS='${publicKey}'`);
  console.log(`ORDER_TOKEN_SECRET='${randomBytes(32).toString('base64url')}'`);
}
