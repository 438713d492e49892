import { SettingsError } from '@micromart/service';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'must be a port at which no other program listens',
  EACCES: 'must be a port that this user may open, above 1023',
};

/**
 * Opens a port.
 * @throws SettingsError when it cannot be had, with the name of the variable that chooses another one.
 */
export async function listening(setting: string, port: number, listen: (port: number) => Promise<string>): Promise<string> {
  try {
    return await listen(port);
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason === undefined ? error : new SettingsError(`${setting} is ${port}: ${reason}.`, { cause: error });
  }
}
