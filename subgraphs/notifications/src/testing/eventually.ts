/** Resolves with what `find` gives once it gives something; rejects after some seconds. */
export async function eventually<Found>(what: string, find: () => Promise<Found | undefined | false> | Found | undefined | false): Promise<Found> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`did not come true within 20 s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
