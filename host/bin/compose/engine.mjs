// A Docker engine to test with: the one that runs, or, for root on a machine that has one installed and stopped, one started for the test.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const START_SECONDS = 60;
const answers = () => spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' });

/**
 * @returns what ends the engine, when it was started here.
 * @throws when there is none, with what to do in a sentence.
 */
export async function openEngine(tell = console.log) {
  const first = answers();
  if (first.error) throw new Error('Docker is missing: install it (on Debian: apt-get install docker.io).');
  if (first.status === 0) return { version: first.stdout.trim(), stop: async () => {} };
  if (process.getuid?.() !== 0 || spawnSync('dockerd', ['--version']).error) {
    throw new Error(
      `No Docker engine answers (${first.stderr.trim().split('\n').at(-1)}): start it, or install one (on Debian: apt-get install docker.io).`,
    );
  }
  return startEngine(tell);
}

async function startEngine(tell) {
  const log = path.join(mkdtempSync(path.join(os.tmpdir(), 'micromart-docker-')), 'dockerd.log');
  tell(`  starting dockerd; it writes to ${log}`);
  const output = openSync(log, 'w');
  // a group of its own: Ctrl-C must not end it before the stack is down
  const engine = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output] });
  const ended = new Promise(resolve => {
    engine.once('exit', resolve);
    engine.once('error', resolve);
  });
  for (let second = 0; second < START_SECONDS && engine.exitCode === null; second++) {
    const { status, stdout } = answers();
    if (status === 0) {
      return {
        version: stdout.trim(),
        async stop() {
          engine.kill('SIGTERM');
          await ended;
        },
      };
    }
    await wait(1000);
  }
  engine.kill('SIGTERM');
  throw new Error(`dockerd did not start:\n${readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')}`);
}
