/** Reads until what is read fits; throws with the last of it after ten seconds. */
export async function eventually<Value>(read: () => Value | Promise<Value>, fits: (value: Value) => boolean): Promise<Value> {
  for (const end = Date.now() + 10_000; ; ) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
