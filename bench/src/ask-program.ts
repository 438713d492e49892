import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from '@micromart/service';
import { BenchError } from './bench-error.ts';
import { type RunningProgram, startProgram } from './shops/node-process.ts';

/** A program of this benchmark's own, in a process of its own. */
export interface SpokenTo<Said> extends RunningProgram {
  /** Says something to it, and resolves with its next answer. */
  ask(what: object): Promise<Said>;
  /** Its next message, unasked. */
  next(): Promise<Said>;
}

/** @param file beside this one, in the built tree. */
export async function startOwnProgram<Said>(file: string, profile?: string): Promise<SpokenTo<Said>> {
  const name = file.replace(/^.*\//, '').replace(/\.js$/, '');
  const program = fileURLToPath(new URL(file, import.meta.url));
  const running = await startProgram({ name, program, environment: processEnvironment, profile, isSpokenTo: true });
  const { child } = running;
  async function next(): Promise<Said> {
    const gone = new AbortController();
    const end = once(child, 'exit', { signal: gone.signal }).then(() => {
      throw new BenchError(`${name} ended:\n${running.output()}`);
    });
    try {
      return ((await Promise.race([once(child, 'message', { signal: gone.signal }), end])) as [Said])[0];
    } finally {
      gone.abort();
      end.catch(() => undefined);
    }
  }
  return {
    ...running,
    next,
    ask(what) {
      const answer = next();
      child.send(what);
      return answer;
    },
  };
}
