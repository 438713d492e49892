import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { rejectFullDisk } from './full-disk.ts';
import { SetupError } from './setup-error.ts';

const run = promisify(execFile);

const DOWNLOAD_LIMIT = 600_000;

/**
 * Runs Maven in a folder, without questions and without its progress.
 * @param what it is to fetch, for people: `Apache Kafka`.
 * @throws SetupError when there is no Maven, or when it cannot fetch.
 */
export async function runMaven(what: string, folder: string, goal: readonly string[]): Promise<void> {
  try {
    await run('mvn', ['--quiet', '--batch-mode', '--no-transfer-progress', ...goal], { cwd: folder, timeout: DOWNLOAD_LIMIT });
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as NodeJS.ErrnoException & { readonly stdout?: string; readonly stderr?: string };
    if (code === 'ENOENT')
      throw new SetupError(`${what} is fetched by Maven, which is missing: install it (apt-get install maven, brew install maven).`);
    const said = `${stdout}${stderr}`;
    rejectFullDisk(said, folder);
    const reason = said.split('\n').find(line => line.startsWith('[ERROR]')) ?? String(error).split('\n')[0] ?? '';
    throw new SetupError(
      `${what} could not be fetched by Maven; it needs Maven Central or a mirror of it (~/.m2/settings.xml). It said: ${reason.replace('[ERROR] ', '')}`,
    );
  }
}
