import { type Environment, readSettings, SettingsError, type SettingsOf, type SettingsShape } from '@micromart/service';
import { exampleSecrets } from './examples.ts';

/**
 * All that a process reads, checked at once.
 * @throws SettingsError with a line for each variable that is wrong, missing or, in production, known to everybody.
 */
export function readProcessSettings<Shape extends SettingsShape>(shape: Shape, given: Environment): SettingsOf<Shape> {
  const names = Object.keys(shape).filter(
    name => given['MICROMART_ENV'] === 'production' && exampleSecrets.some(secret => given[name]?.includes(secret)),
  );
  const known = names.map(name =>
    `${name} is set, but wrong: must not be the example of .env.example, which everybody knows; npm run keys makes another. ${shape[name]?.description ?? ''}`.trimEnd(),
  );
  try {
    const settings = readSettings(shape, given);
    if (known.length === 0) return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new SettingsError([error.message, ...known].join('\n'));
  }
  throw new SettingsError(known.join('\n'));
}
