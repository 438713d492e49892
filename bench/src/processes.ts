import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { BenchError } from './bench-error.ts';

/** CPU that a process has used since it began, in milliseconds, with the children whose end it has seen. */
interface Usage {
  readonly pid: number;
  readonly parent: number;
  readonly milliseconds: number;
}

/** What Linux calls a clock tick, in milliseconds. */
let tick: number | undefined;
const tickLength = (): number => (tick ??= 1_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));

/** Fields of /proc/<pid>/stat behind the name, which may itself hold blanks and brackets; undefined when the process is gone. */
function usageOf(pid: number): Usage | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), milliseconds: ticks * tickLength() };
  } catch {
    return undefined;
  }
}

/**
 * CPU-milliseconds of a process and all its descendants, living and ended (utime, stime, cutime and cstime of /proc/<pid>/stat). It only grows: what
 * a child has used goes to its parent when it ends.
 * @throws BenchError where there is no /proc.
 */
export function cpuOfTree(root: number): number {
  if (process.platform !== 'linux')
    throw new BenchError('CPU time is read from /proc, which only Linux has: run the benchmark there, or in a container.');
  const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? (usageOf(Number(name)) ?? []) : []));
  const family = new Set([root]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid)).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** Resident memory of one process in megabytes (MiB). */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return Number(kilobytes) / 1_024;
}
