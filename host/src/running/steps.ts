/** The long steps of a start, shown with the time that each took. */
export interface Steps {
  take<Result>(what: string, step: () => Promise<Result>): Promise<Result>;
  readonly note: (message: string) => void;
}

/** @param write takes one line, without its line break. */
export const shownSteps = (write: (line: string) => void): Steps => ({
  async take(what, step) {
    const began = performance.now();
    const result = await step();
    write(`  ${what.padEnd(28)} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    return result;
  },
  note: message => write(`  ${message}`),
});

/** For tests: nobody watches. */
export const silentSteps: Steps = { take: (_, step) => step(), note: () => undefined };
