import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * A port behind which a program answers that is started when the first one connects: a run that asks nobody starts nothing. The program, which
 * calls `answerOnDemand`, stops what it has started when its standard input ends, however this process ends.
 * @param program a TypeScript file
 * @returns its url, and `stop`, which fails when the program did not end well: what it has started may run on.
 */
export async function openOnDemand(program, { args = [], cwd }) {
  let running;
  const start = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', program, ...args], {
      cwd,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${program} did not start`))),
    ]);
    return { child, port: Number(line) };
  };
  const letIn = async socket => {
    running ??= start();
    const { port } = await running;
    const inside = connect(port, '127.0.0.1');
    inside.on('error', () => socket.destroy());
    socket.pipe(inside).pipe(socket);
  };
  const door = createServer(socket => {
    socket.on('error', () => undefined);
    letIn(socket).catch(error => {
      console.error(error);
      socket.destroy();
    });
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  return {
    url: `http://127.0.0.1:${door.address().port}`,
    async stop() {
      door.close();
      // one that did not start has said so to those who asked
      const child = await running?.then(
        started => started.child,
        () => undefined,
      );
      if (child === undefined) return;
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const { exitCode, signalCode } = child;
      if (exitCode !== 0) throw new Error(`${program} ended with ${signalCode ?? exitCode}: what it has started may still be running`);
    },
  };
}
