import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Opens a port that test files ask for databases and Redis servers. What answers is a process of its own, started when the first one
 * connects: unit tests alone start nothing. It stops everything when its standard input ends, however this process ends.
 */
export default async function globalSetup({ rootDir }) {
  let servers;
  const start = async () => {
    const program = path.join(import.meta.dirname, 'servers.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', program, rootDir], {
      cwd: rootDir,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(() => Promise.reject(new Error('the test servers did not start'))),
    ]);
    return { child, port: Number(line) };
  };
  const letIn = async socket => {
    servers ??= start();
    const { port } = await servers;
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
  process.env.MICROMART_TEST_SERVERS = `http://127.0.0.1:${door.address().port}`;
  globalThis.stopTestServers = async () => {
    door.close();
    if (servers === undefined) return;
    const { child } = await servers;
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  };
}
