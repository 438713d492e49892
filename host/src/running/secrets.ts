import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generatePassportKeys } from '@micromart/auth';
import { z } from 'zod';
import type { HostSettings } from '../settings.ts';

/** What the parts of one shop share, and nobody else may know. */
export interface Secrets {
  readonly passportPrivateKey: string;
  readonly orderTokenSecret: string;
}

const file = z.object({ passportPrivateKey: z.string(), orderTokenSecret: z.string() });

/** Those of the settings; what is not set there is made once and kept among the local data, readable by its owner alone. */
export async function openSecrets(settings: HostSettings): Promise<Secrets> {
  const { PASSPORT_PRIVATE_KEY: passportPrivateKey, ORDER_TOKEN_SECRET: orderTokenSecret } = settings;
  if (passportPrivateKey !== undefined && orderTokenSecret !== undefined) return { passportPrivateKey, orderTokenSecret };
  const kept = await keptSecrets(path.resolve(settings.MICROMART_DATA, 'secrets.json'));
  return { passportPrivateKey: passportPrivateKey ?? kept.passportPrivateKey, orderTokenSecret: orderTokenSecret ?? kept.orderTokenSecret };
}

async function keptSecrets(at: string): Promise<Secrets> {
  const text = await readFile(at, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return file.parse(JSON.parse(text));
  const made: Secrets = { passportPrivateKey: generatePassportKeys().privateKey, orderTokenSecret: randomBytes(32).toString('base64url') };
  await mkdir(path.dirname(at), { recursive: true });
  // a killed process must not leave half a file behind
  await writeFile(`${at}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${at}.new`, at);
  return made;
}
