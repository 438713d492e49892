import { createReadStream } from 'node:fs';
import { ImportFault } from './problems.ts';

/**
 * The text of a file piece by piece, without a byte order mark, its lines ended by LF whatever ended them before: the parser counts lines by it.
 * @throws ImportFault when there is no such file, or when it is not UTF-8.
 */
export async function* textOfFile(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let held = '';
  let lines = 1;
  try {
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
      const text = held + decoder.decode(bytes, { stream: true });
      // a CR at the end of a piece may be half of a CRLF
      held = text.endsWith('\r') ? '\r' : '';
      const piece = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
      lines += piece.split('\n').length - 1;
      yield piece;
    }
    yield (held + decoder.decode()).replace(/\r\n?/g, '\n');
  } catch (error) {
    throw faultOf(error, path, lines);
  }
}

function faultOf(error: unknown, path: string, lines: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return new ImportFault(`There is no file ${path}.`);
    case 'EISDIR':
      return new ImportFault(`${path} is a folder; name the CSV file in it.`);
    case 'EACCES':
      return new ImportFault(`${path} may not be read by this user.`);
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return new ImportFault(`${path} is not UTF-8 somewhere behind line ${lines}: save it as "CSV UTF-8".`);
    default:
      return error;
  }
}
