import { randomBytes } from 'node:crypto';
import { generatePassportKeys } from '@micromart/auth';
import { examples } from './examples.ts';

/** Another value for each secret of `.env.example`; of letters and digits, so that it can stand in an address as it is. */
export function newSecrets(): readonly { readonly name: string; readonly value: string }[] {
  const { privateKey, publicKey } = generatePassportKeys();
  const pair: Readonly<Record<string, string>> = { PASSPORT_PRIVATE_KEY: privateKey, PASSPORT_PUBLIC_KEYS: publicKey };
  return examples.filter(({ kind }) => kind === 'secret').map(({ name }) => ({ name, value: pair[name] ?? randomBytes(32).toString('hex') }));
}
