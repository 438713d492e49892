/** Resolves when `condition` holds; rejects after some seconds. */
export async function eventually(what: string, condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`did not come true within 10 s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
