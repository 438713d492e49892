/** How the demo speaks: steps at the margin with the time that each took, what came of them below. */
export interface Screen {
  /** Does a step, then shows it with its time. */
  step<Result>(says: string, work: () => Promise<Result>): Promise<Result>;
  line(text?: string): void;
}

interface Amount {
  readonly amount: string;
  readonly currencyCode: string;
}

const WIDTH = 64;

/** @param write takes one line, without its line break. */
export const screen = (write: (line: string) => void): Screen => ({
  async step(says, work) {
    const began = performance.now();
    const result = await work();
    write(`\n${says.padEnd(WIDTH)} ${duration(performance.now() - began).padStart(8)}`);
    return result;
  },
  line: (text = '') => write(text === '' ? '' : `  ${text}`),
});

/** `34 ms`, `1.24 s`. */
export const duration = (milliseconds: number): string =>
  milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(2)} s`;

/** `189.00 EUR`, or a dash where nothing is known. */
export const money = (sum: Amount | null | undefined): string => (sum ? `${sum.amount} ${sum.currencyCode}` : '–');

/** `Wed 25 Nov`, by the shop's clock. */
export const day = (moment: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(moment)).replace(',', '');

/** A column of names and one of amounts. */
export const entry = (name: string, amount: string, note = ''): string => `${name.padEnd(44)} ${amount.padStart(14)}${note && `   ${note}`}`;
