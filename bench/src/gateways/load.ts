import { Pool } from 'undici';
import { BenchError } from '../bench-error.ts';

/** Clients on connections that stay open, each of which asks again as soon as it is answered. */
export interface Load {
  /** Asks so many times in all; `bodies` in turn. Resolves with the last answer. */
  ask(times: number, bodies: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

export function openLoad(url: string, clients: number): Load {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: clients, pipelining: 1 });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    async ask(times, bodies) {
      let asked = 0;
      let last = '';
      await Promise.all(
        Array.from({ length: clients }, async () => {
          while (asked < times) {
            const body = bodies[asked % bodies.length] ?? '';
            asked += 1;
            const response = await pool.request({ method: 'POST', path: pathname, headers, body });
            last = await response.body.text();
            if (response.statusCode !== 200 || last.includes('"errors"')) throw new BenchError(`${url} answers ${last.slice(0, 500)}`);
          }
        }),
      );
      return JSON.parse(last);
    },
    close: () => pool.close(),
  };
}
