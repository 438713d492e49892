import { setTimeout as pause } from 'node:timers/promises';
import { answerOnDemand } from './answer-on-demand.ts';

/** A program for tests behind `openOnDemand`. `/start` takes its time, and stopping says whether all that was started was there to be stopped. */
const [stopping = 'well'] = process.argv.slice(2);
let asked = 0;
let open = 0;

answerOnDemand({
  async answer({ url }) {
    if (url === '/asked') return { asked };
    if (url === '/pid') return process.pid;
    if (url !== '/start') throw new Error(`there is no ${url}`);
    asked += 1;
    await pause(300);
    open += 1;
    return undefined;
  },
  async stop() {
    console.error(`stopped ${open} of ${asked}`);
    if (stopping === 'badly') throw new Error('one of them does not end', { cause: new Error('process 4711 does not end') });
  },
});
