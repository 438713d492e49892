/** Ctrl-C in a terminal reaches a process twice, once through npm (milliseconds). */
const ECHO = 500;

/**
 * Calls `end` when the process is told to end, by SIGTERM or SIGINT. Told again it exits with 1 at once, after `leave`, whatever is still under way; the
 * echo of the first is not taken for it.
 */
export function whenToldToEnd(end: (signal: NodeJS.Signals) => void, leave: (signal: NodeJS.Signals) => void): void {
  let toldAt: number | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (toldAt === undefined) {
      toldAt = now;
      end(signal);
    } else if (now - toldAt >= ECHO) {
      leave(signal);
      process.exit(1);
    }
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
}
