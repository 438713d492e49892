import { z } from 'zod';

/**
 * Whether PostgreSQL keeps a text as it is: it refuses U+0000 (22021, in jsonb 22P05), and lone surrogates become U+FFFD or are refused (22P02).
 */
export const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** One line or more of text for people: trimmed, storable, with at least one and at most `most` characters. */
export const text = (most: number): z.ZodType<string> =>
  z
    .string()
    .refine(isStorable, { message: 'has characters that are not text' })
    .transform(value => value.trim())
    .refine(value => value.length > 0, { message: 'must not be empty' })
    .refine(value => value.length <= most, { message: `must have at most ${most} characters` });

/** The same, where nothing, null or blank all mean that there is none. */
export const optionalText = (most: number): z.ZodType<string | null, unknown> =>
  z
    .string()
    .refine(isStorable, { message: 'has characters that are not text' })
    .transform(value => value.trim())
    .refine(value => value.length <= most, { message: `must have at most ${most} characters` })
    .nullish()
    .transform(value => (value === undefined || value === null || value === '' ? null : value));

/** The path to the first text in a value that PostgreSQL would not keep; undefined when there is none. */
export function unstorableIn(value: unknown, path: readonly string[] = []): readonly string[] | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = isStorable(key) ? unstorableIn(inner, [...path, key]) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
