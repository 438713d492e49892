import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

const program = path.join(import.meta.dirname, 'on-demand-program.ts');

interface Run {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** A run as one of jest is, in a process of its own: opens the program's port, does something with `url`, and stops. */
async function runThat(does: string, stopping = 'well'): Promise<Run> {
  const script = `
    import { openOnDemand } from './on-demand.mjs';
    const { url, stop } = await openOnDemand(${JSON.stringify(program)}, { args: ['${stopping}'], cwd: ${JSON.stringify(process.cwd())} });
    ${does}
    await stop();`;
  const node = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(node, 'exit');
  // the program has the same stderr: this one ends after both
  const [said, complained] = await Promise.all([text(node.stdout), text(node.stderr)]);
  const [code] = (await ended) as [number | null];
  return { code, said, complained };
}

test('a program that nobody asks is not started', async () => {
  expect(await runThat('')).toEqual({ code: 0, said: '', complained: '' });
});

test('answers are JSON, what fails is told to who asked, and the run ends well', async () => {
  const { code, said, complained } = await runThat(`
    console.log(await (await fetch(url + '/asked')).json());
    const failed = await fetch(url + '/nowhere');
    console.log(failed.status, await failed.text());`);
  expect(said).toMatch(/^\{ asked: 0 \}\n500 Error: there is no \/nowhere\n/);
  expect([code, complained]).toEqual([0, 'stopped 0 of 0\n']);
});

test('what is starting when the run ends is waited for, and stopped', async () => {
  const { code, complained } = await runThat(`
    void fetch(url + '/start').catch(() => undefined);
    while ((await (await fetch(url + '/asked')).json()).asked === 0);`);
  expect([code, complained]).toEqual([0, 'stopped 1 of 1\n']);
});

test('a run that is killed leaves nothing that is not stopped', async () => {
  const { code, complained } = await runThat(`
    await fetch(url + '/start');
    process.kill(process.pid, 'SIGKILL');`);
  expect([code, complained]).toEqual([null, 'stopped 1 of 1\n']);
});

test('what could not be stopped is said, and fails the run', async () => {
  const { code, complained } = await runThat("await fetch(url + '/start');", 'badly');
  expect(code).toBe(1);
  expect(complained).toContain('Error: one of them does not end');
  expect(complained).toContain('process 4711 does not end');
  expect(complained).toContain(`Error: ${program} ended with 1: what it has started may still be running`);
});

test('a program that was killed could stop nothing, which fails the run', async () => {
  const { code, complained } = await runThat(`
    process.kill(await (await fetch(url + '/pid')).json(), 'SIGKILL');
    while (await fetch(url + '/pid').catch(() => undefined));`);
  expect(code).toBe(1);
  expect(complained).toContain(`Error: ${program} ended with SIGKILL: what it has started may still be running`);
});
