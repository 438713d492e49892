/** Gives equal values one small number, so that a moment is a few numbers, and what follows from them is worked out once. */
export interface Numbering<Value> {
  numberOf(value: Value): number;
  valueOf(number: number): Value;
}

/** As many as a character can stand for: the search knows moments by a text of their numbers. */
const numbersAtMost = 65_536;

/** Values are plain JSON, their keys always written in the same order. */
export function numbering<Value>(): Numbering<Value> {
  const numbers = new Map<string, number>();
  const values: Value[] = [];
  return {
    numberOf(value) {
      const text = JSON.stringify(value);
      const known = numbers.get(text);
      if (known !== undefined) return known;
      if (values.length === numbersAtMost) throw new Error(`more than ${numbersAtMost} values: the model has grown too large`);
      numbers.set(text, values.length);
      values.push(value);
      return values.length - 1;
    },
    valueOf(number) {
      const value = values[number];
      if (value === undefined) throw new Error(`nothing has the number ${number}`);
      return value;
    },
  };
}
