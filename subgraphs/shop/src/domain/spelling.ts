/** How many typing errors a word may have: none in a very short one, two in a long one. */
export const errorsForgiven = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * How many letters were left out, put in, mistaken or swapped with their neighbour (optimal string alignment). More than `most` counts as
 * `most + 1`.
 */
export function typingErrors(typed: string, meant: string, most: number): number {
  if (Math.abs(typed.length - meant.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: meant.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= meant.length; j += 1) {
      const same = typed[i - 1] === meant[j - 1];
      let errors = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1];
      if (swapped) errors = Math.min(errors, (beforeLast[j - 2] ?? 0) + 1);
      row.push(errors);
    }
    beforeLast = last;
    last = row;
  }
  return Math.min(last[meant.length] ?? 0, most + 1);
}

/** The words that a typed one may have meant: itself where it is known, else the known ones with the fewest typing errors. */
export function spellings(typed: string, known: readonly string[]): string[] {
  if (known.includes(typed)) return [typed];
  const most = errorsForgiven(typed);
  const close = known.map(word => ({ word, errors: typingErrors(typed, word, most) })).filter(({ errors }) => errors <= most);
  const fewest = Math.min(...close.map(({ errors }) => errors));
  return close.filter(({ errors }) => errors === fewest).map(({ word }) => word);
}
