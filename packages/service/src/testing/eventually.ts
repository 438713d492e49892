const PATIENCE = 20_000;
const PAUSE = 10;

type Reading<Value> = () => Value | Promise<Value>;

/**
 * Reads until what is read fits, and gives it; throws with the last of it after 20 seconds. Where nothing is said of what fits, it is anything but
 * undefined, null and false.
 */
export function eventually<Value>(read: Reading<Value>, fits: (value: Value) => boolean): Promise<Value>;
export function eventually<Found>(read: Reading<Found | undefined | null | false>): Promise<Found>;
export async function eventually(read: Reading<unknown>, fits: (value: unknown) => boolean = isThere): Promise<unknown> {
  for (const end = Date.now() + PATIENCE; ; ) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`after ${PATIENCE / 1_000} s it is still ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== false;
