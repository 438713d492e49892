import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SetupError } from './setup-error.ts';

const run = promisify(execFile);

const LEAST = 17;

/**
 * Makes sure that `java` on the PATH is new enough for what is to run on it.
 * @throws SetupError when it is missing or older than 17.
 */
export async function requireJava(what: string): Promise<void> {
  const install = 'install it (apt-get install openjdk-17-jre-headless, brew install openjdk@17).';
  const version = await run('java', ['-version']).then(
    ({ stderr, stdout }) => `${stderr}${stdout}`,
    () => undefined,
  );
  if (version === undefined) throw new SetupError(`${what} needs Java ${LEAST} or newer, and there is none: ${install}`);
  const major = Number(/version "(\d+)/.exec(version)?.[1]);
  if (!(major >= LEAST)) throw new SetupError(`${what} needs Java ${LEAST} or newer; this is ${version.split('\n')[0]}: ${install}`);
}
