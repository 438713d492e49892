import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { BenchError } from './bench-error.ts';

/** CPU that a process has used since it began, in milliseconds. */
interface Usage {
  readonly pid: number;
  readonly parent: number;
  readonly own: number;
  /** Of the children whose end it has seen. */
  readonly ended: number;
}

/** What Linux calls a clock tick, in milliseconds. */
let tick: number | undefined;
const tickLength = (): number => (tick ??= 1_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));

/** Fields of /proc/<pid>/stat behind the name, which may itself hold blanks and brackets; undefined when the process is gone. */
function usageOf(pid: number): Usage | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number);
    return { pid, parent: Number(fields[1]), own: (user + system) * tickLength(), ended: (childrenUser + childrenSystem) * tickLength() };
  } catch {
    return undefined;
  }
}

/**
 * CPU-milliseconds of one process, without its children (utime and stime of /proc/<pid>/stat).
 * @throws BenchError where there is no /proc.
 */
export const cpuOf = (pid: number): number => usage(pid).own;

/**
 * CPU-milliseconds of a process with its children, those that have ended too (cutime and cstime). It only grows: what a child has used goes to its
 * parent when it ends.
 * @throws BenchError where there is no /proc.
 */
export function cpuOfFamily(pid: number): number {
  const children = readdirSync('/proc')
    .flatMap(name => (/^\d+$/.test(name) ? (usageOf(Number(name)) ?? []) : []))
    .filter(({ parent }) => parent === pid);
  return [usage(pid), ...children].reduce((sum, { own, ended }) => sum + own + ended, 0);
}

function usage(pid: number): Usage {
  if (process.platform !== 'linux')
    throw new BenchError('CPU time is read from /proc, which only Linux has: run the benchmark there, or in a container.');
  const found = usageOf(pid);
  if (found === undefined) throw new BenchError(`Process ${pid} of the measured shop is gone.`);
  return found;
}

/** Resident memory of one process in megabytes (MiB). */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return Number(kilobytes) / 1_024;
}
