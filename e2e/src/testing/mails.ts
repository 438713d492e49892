import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '@micromart/local/testing/eventually';

/** The file of the first mail to `address` that has `words` in its subject. */
export const mailTo = ({ directory }: { readonly directory: string }, address: string, words: string): Promise<string> =>
  eventually(async () => {
    for (const name of await readdir(path.join(directory, 'mail'))) {
      const file = path.join(directory, 'mail', name);
      // what is still being written has another name by the time it is read
      const text = name.endsWith('.eml') ? await readFile(file, 'utf8') : '';
      if (text.includes(`To: ${address}`) && new RegExp(`^Subject: .*${words}`, 'im').test(text)) return file;
    }
    return undefined;
  });
