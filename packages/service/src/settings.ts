import { z } from 'zod';

/** Environment variables that a part of the shop reads, each with what it must be, its default and, by `.describe()`, what it is for. */
export type SettingsShape = Readonly<Record<string, z.ZodType>>;
export type SettingsOf<Shape extends SettingsShape> = { readonly [Name in keyof Shape]: z.infer<Shape[Name]> };

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The one place where the environment is read: everything else is handed it. */
export const processEnvironment: Environment = process.env;

/** A wrong value: the message names the variable, what it is and what it must be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads and checks the environment, once, at the start. An empty value counts as left out, as in a shell's `NAME= command`.
 * @throws SettingsError with a line for each wrong variable.
 */
export function readSettings<Shape extends SettingsShape>(shape: Shape, environment: Environment = processEnvironment): SettingsOf<Shape> {
  const given = Object.fromEntries(Object.keys(shape).map(name => [name, environment[name] === '' ? undefined : environment[name]]));
  const result = z.object(shape as Record<string, z.ZodType>).safeParse(given);
  if (result.success) return result.data as SettingsOf<Shape>;
  const lines = result.error.issues.map(issue => {
    const name = String(issue.path[0]);
    return `${name} is ${shown(name, given[name])}: ${issue.message}. ${shape[name]?.description ?? ''}`.trimEnd();
  });
  throw new SettingsError(lines.join('\n'));
}

/** A value as far as a terminal or a log may see it. */
function shown(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  if (/SECRET|KEY|PASSWORD|TOKEN/.test(name)) return 'set, but wrong';
  return JSON.stringify(value.replace(/(:\/\/[^/@\s]*:)[^/@\s]*@/, '$1…@'));
}

/** `true`, `false`, `1`, `0`, `yes`, `no`, `on`, `off`. */
export const flag = (): z.ZodType<boolean, unknown> => z.stringbool({ error: 'must be true or false' });

/** A whole number between two bounds, both included. */
export const wholeNumber = (least: number, most: number): z.ZodType<number, unknown> =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}` })
    .refine(value => Number.isInteger(value) && value >= least && value <= most, {
      message: `must be a whole number from ${least} to ${most}`,
    });

/** Words separated by commas. */
export const list = (): z.ZodType<string[], unknown> =>
  z.string().transform(text =>
    text
      .split(',')
      .map(word => word.trim())
      .filter(word => word !== ''),
  );
