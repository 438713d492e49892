import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageEvent, WebSocket } from 'undici';
import { BenchError } from '../bench-error.ts';
import type { NodeProcess } from '../shops/measured-shop.ts';

/** The inspector of a running process, for the time of a look. */
export interface Inspector {
  /** Bytes that are in use after a full garbage collection. */
  liveHeap(): Promise<number>;
  close(): void;
}

/** Milliseconds that a busy process may take to open its inspector. */
const PATIENCE = 30_000;
const LOOK = 50;

/** Wakes the inspector of a process; it goes on listening afterwards, on loopback, and costs nothing while nobody asks. */
export async function inspect({ name, pid, inspectorPort }: NodeProcess): Promise<Inspector> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await addressOf(name, inspectorPort));
  await once(socket as unknown as EventTarget, 'open');
  const waiting = new Map<number, (result: Readonly<Record<string, unknown>>) => void>();
  socket.addEventListener('message', ({ data }: MessageEvent) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: Readonly<Record<string, unknown>> };
    if (id !== undefined) waiting.get(id)?.(result ?? {});
  });
  let asked = 0;
  const ask = (method: string): Promise<Readonly<Record<string, unknown>>> => {
    const id = (asked += 1);
    socket.send(JSON.stringify({ id, method }));
    return new Promise(resolve => waiting.set(id, resolve));
  };
  return {
    async liveHeap() {
      // what finalizers let go in the first is gone after the second
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      return Number((await ask('Runtime.getHeapUsage'))['usedSize']);
    },
    close: () => socket.close(),
  };
}

async function addressOf(name: string, port: number): Promise<string> {
  for (const end = Date.now() + PATIENCE; ; await sleep(LOOK)) {
    try {
      const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly { readonly webSocketDebuggerUrl: string }[];
      if (target !== undefined) return target.webSocketDebuggerUrl;
    } catch (cause) {
      if (Date.now() > end) throw new BenchError(`${name} opens no inspector.`, { cause });
    }
  }
}
