/** Resolves when `condition` holds; rejects with what it last threw, or after `seconds`. */
export async function eventually(condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`did not come true within ${seconds} s: ${condition.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
