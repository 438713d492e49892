/** Gives equal values one small number, so that a state of the whole is a few numbers, and equal states are equal strings. */
export interface Numbering<Value> {
  numberOf(value: Value): number;
  valueOf(number: number): Value;
}

/** Values are plain JSON, their keys always written in the same order. */
export function numbering<Value>(): Numbering<Value> {
  const numbers = new Map<string, number>();
  const values: Value[] = [];
  return {
    numberOf(value) {
      const text = JSON.stringify(value);
      const known = numbers.get(text);
      if (known !== undefined) return known;
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
