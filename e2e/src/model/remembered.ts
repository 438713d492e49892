/** A function of a small number that works out each once. */
export function remembered<Result>(work: (number: number) => Result): (number: number) => Result {
  const results: (Result | undefined)[] = [];
  return number => {
    const known = results[number];
    if (known !== undefined) return known;
    const result = work(number);
    results[number] = result;
    return result;
  };
}

/** A function of two small numbers that works out each pair once. */
export function rememberedPair<Result>(work: (one: number, other: number) => Result): (one: number, other: number) => Result {
  const rowOf = remembered(() => new Map<number, Result>());
  return (one, other) => {
    const row = rowOf(one);
    const known = row.get(other);
    if (known !== undefined) return known;
    const result = work(one, other);
    row.set(other, result);
    return result;
  };
}
