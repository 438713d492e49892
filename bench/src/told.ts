/** For a program of this benchmark's: answers what the process that started it says, one message with one, and ends with it. */
export function told<Said, Answer>(answer: (said: Said) => Promise<Answer>): void {
  process.on('message', (said: Said) => void answer(said).then(answered => process.send?.(answered)));
  process.once('disconnect', () => process.exit(0));
}
