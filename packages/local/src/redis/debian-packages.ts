import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RedisSource } from './binary.ts';

const run = promisify(execFile);

/** The server's program is in redis-tools; of its libraries, those that a slim Debian has not. */
const PACKAGES = ['redis-server', 'redis-tools', 'libatomic1', 'libjemalloc2', 'liblzf1', 'libssl3', 'libsystemd0'];
const DOWNLOAD_LIMIT = 120_000;

/** Debian's and Ubuntu's own packages, downloaded and unpacked into a folder: the system stays as it is. */
export const debianPackages: RedisSource = {
  name: 'debian-packages',
  async fetch(folder) {
    // As root, apt would hand the download to an account that may not write here.
    const apt = ['-o', 'APT::Sandbox::User=root', 'download'];
    await run('apt-get', [...apt, 'redis-server'], { cwd: folder, timeout: DOWNLOAD_LIMIT });
    // A library's package has other names in other releases; one that is missing shows when the server does not run.
    await Promise.allSettled(PACKAGES.slice(1).map(name => run('apt-get', [...apt, name], { cwd: folder, timeout: DOWNLOAD_LIMIT })));
    const files = (await readdir(folder)).filter(name => name.endsWith('.deb'));
    await Promise.all(files.map(file => run('dpkg', ['-x', file, 'root'], { cwd: folder })));
  },
  async locate(folder) {
    const file = path.join(folder, 'root/usr/bin/redis-server');
    if (!existsSync(file)) return undefined;
    const roots = [path.join(folder, 'root/usr/lib'), path.join(folder, 'root/lib')];
    const triplets = await Promise.all(
      roots
        .filter(root => existsSync(root))
        .map(async root => (await readdir(root)).filter(name => name.includes('-linux-')).map(name => path.join(root, name))),
    );
    return { file, libraries: triplets.flat().join(':') };
  },
};
