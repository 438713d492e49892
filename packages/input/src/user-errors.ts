import type { z } from 'zod';

/** A refusal that the caller can act on, as in the API's type of that name. */
export interface UserError<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  /** The path to the argument at fault: `['input', 'lines', '0', 'quantity']`. */
  readonly field: readonly string[] | null;
}

export const userError = <Code extends string>(code: Code, message: string, field: readonly string[] | null = null): UserError<Code> => ({
  code,
  message,
  field,
});

export type Checked<Value> =
  | { readonly value: Value; readonly userErrors?: undefined }
  | { readonly value?: undefined; readonly userErrors: readonly UserError<'INVALID'>[] };

/** Checks an argument; every issue becomes an INVALID refusal whose `field` begins with `path`. */
export function check<Value>(schema: z.ZodType<Value>, input: unknown, path: readonly string[]): Checked<Value> {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data };
  return { userErrors: result.error.issues.map(issue => userError('INVALID', issue.message, [...path, ...issue.path.map(String)])) };
}
