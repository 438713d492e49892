import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { publicPassportKey } from '@micromart/auth';
import { createLogger, processEnvironment } from '@micromart/service';
import { openInfrastructure } from '../running/infrastructure.ts';
import { openSecrets } from '../running/secrets.ts';
import { shownSteps } from '../running/steps.ts';
import { serveUntilTold } from '../serving/until-told.ts';
import { readHostSettings } from '../settings.ts';

/**
 * `npm run servers`: the local PostgreSQL, Redis and identity server alone, with a file of the variables by which `npm run serve` and other
 * commands find them.
 */
export async function run(): Promise<void> {
  const settings = readHostSettings(processEnvironment);
  const logger = createLogger({ level: settings.LOG_LEVEL, name: 'servers' });
  const file = path.join(settings.MICROMART_DATA, 'servers.env');
  await serveUntilTold(logger, async () => {
    const secrets = await openSecrets(settings);
    const infrastructure = await openInfrastructure(settings, secrets, shownSteps(console.log), logger);
    const variables = {
      DATABASE_URL: infrastructure.serverUrl ?? '',
      REDIS_URL: infrastructure.redisUrl,
      ISSUER_URL: infrastructure.issuer,
      PASSPORT_PRIVATE_KEY: secrets.passportPrivateKey,
      PASSPORT_PUBLIC_KEYS: publicPassportKey(secrets.passportPrivateKey),
      ORDER_TOKEN_SECRET: secrets.orderTokenSecret,
      IDENTITY_ADMIN_CLIENT_SECRET: secrets.identityAdminClientSecret,
    };
    const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
    await writeFile(file, lines.join(''), { mode: 0o600 });
    console.log(`\nIn other terminals:  set -a; . ${file}; set +a\nCtrl-C ends them.`);
    return {
      async stop() {
        await rm(file, { force: true });
        await infrastructure.stop();
      },
    };
  });
}
