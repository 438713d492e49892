import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { generatePassportKeys } from '@micromart/auth';
import { replaceFile, SetupError } from '@micromart/local';
import { z } from 'zod';
import type { HostSettings } from '../settings.ts';

/** What the parts of one shop share, and nobody else may know. */
export interface Secrets {
  readonly passportPrivateKey: string;
  readonly orderTokenSecret: string;
  /** Of the client by which users asks the identity server. */
  readonly identityAdminClientSecret: string;
}

const newSecret = (): string => randomBytes(32).toString('base64url');
const file = z.object({
  passportPrivateKey: z.string(),
  orderTokenSecret: z.string(),
  // data of an earlier release have none
  identityAdminClientSecret: z.string().default(newSecret),
});

/**
 * Those of the settings; what is not set there is made once and kept among the local data, readable by its owner alone.
 * @throws SetupError when what was kept is empty or broken.
 */
export async function openSecrets(settings: HostSettings): Promise<Secrets> {
  const { PASSPORT_PRIVATE_KEY, ORDER_TOKEN_SECRET, IDENTITY_ADMIN_CLIENT_SECRET } = settings;
  const kept = await keptSecrets(path.resolve(settings.MICROMART_DATA, 'secrets.json'));
  return {
    passportPrivateKey: PASSPORT_PRIVATE_KEY ?? kept.passportPrivateKey,
    orderTokenSecret: ORDER_TOKEN_SECRET ?? kept.orderTokenSecret,
    identityAdminClientSecret: IDENTITY_ADMIN_CLIENT_SECRET ?? kept.identityAdminClientSecret,
  };
}

async function keptSecrets(at: string): Promise<Secrets> {
  const text = await readFile(at, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const known = text === undefined ? undefined : parsed(text, at);
  if (known !== undefined && text?.includes(known.identityAdminClientSecret)) return known;
  const made: Secrets = known ?? {
    passportPrivateKey: generatePassportKeys().privateKey,
    orderTokenSecret: newSecret(),
    identityAdminClientSecret: newSecret(),
  };
  await mkdir(path.dirname(at), { recursive: true });
  await replaceFile(at, JSON.stringify(made));
  return made;
}

function parsed(text: string, at: string): Secrets {
  try {
    return file.parse(JSON.parse(text));
  } catch {
    throw new SetupError(
      `The secrets in ${at} cannot be read: put that file back, or remove it, and others are made (links in mails that were sent before ` +
        'do not open their orders then); or begin anew with npm run reset.',
    );
  }
}
