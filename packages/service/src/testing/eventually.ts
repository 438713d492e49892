const PATIENCE = 20_000;
const PAUSE = 10;

/** Reads until what is read fits, and gives it; throws with the last of it after 20 seconds. */
export async function eventually<Value>(
  read: () => Value | Promise<Value>,
  fits: (value: Value) => boolean = value => value !== undefined && value !== null && value !== false,
): Promise<Value> {
  for (const end = Date.now() + PATIENCE; ; ) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`after ${PATIENCE / 1_000} s it is still ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}
