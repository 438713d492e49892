import { documentOf } from '@micromart/sdk';

/** Fields on the first level of a request, as the gateway takes them. */
const MOST_FIELDS = 20;

/** One field that is asked for many times in a request, each time with a variable of its own. */
export interface Repeated {
  readonly operation: 'query' | 'mutation';
  /** Of the variable: `String!`. */
  readonly type: string;
  /** The field with its selections, for the variable that it is given. */
  field(variable: string): string;
}

type Answers<Answer> = Readonly<Record<string, Answer>>;
type Variables = Readonly<Record<string, unknown>>;
type Send = <Result>(document: ReturnType<typeof documentOf<Result, Variables>>, variables: Variables) => Promise<Result>;

/** Asks a field for every value, as few requests as the gateway's limits let, one after the other. @returns an answer for each value, in order. */
export async function askForEach<Answer>(send: Send, repeated: Repeated, values: readonly unknown[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < values.length; from += MOST_FIELDS) {
    const portion = values.slice(from, from + MOST_FIELDS);
    const answer = await send(
      documentOf<Answers<Answer>, Variables>(textOf(repeated, portion.length)),
      Object.fromEntries(portion.map((value, at) => [`v${at}`, value])),
    );
    answers.push(...portion.map((_, at) => answer[`a${at}`] as Answer));
  }
  return answers;
}

function textOf({ operation, type, field }: Repeated, count: number): string {
  const numbers = Array.from({ length: count }, (_, at) => at);
  return `${operation} Import(${numbers.map(at => `$v${at}: ${type}`).join(', ')}) { ${numbers.map(at => `a${at}: ${field(`$v${at}`)}`).join(' ')} }`;
}
