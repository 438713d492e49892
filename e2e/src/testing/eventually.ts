/** Asks until the answer is not undefined, every 20 ms; rejects after some seconds. For what cannot be followed: files, what is gone. */
export async function eventually<Answer>(what: string, ask: () => Promise<Answer | undefined>, seconds = 20): Promise<Answer> {
  for (const end = Date.now() + seconds * 1_000; ; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`did not come true within ${seconds} s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
