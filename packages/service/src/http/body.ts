import type { IncomingMessage } from 'node:http';

export type Body = { readonly kind: 'read'; readonly text: string } | { readonly kind: 'too large' } | { readonly kind: 'aborted' };

/** So long (milliseconds) the rest of a body that is too large is read and thrown away: a client that is still sending does not hear the refusal. */
const REST = 1_000;

/** Reads a request's body up to `mostBytes`. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Body> {
  return new Promise(resolve => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    let timer: NodeJS.Timeout | undefined;
    const isTooLarge = (): boolean => timer !== undefined;
    const settle = (body: Body): void => {
      clearTimeout(timer);
      resolve(body);
    };
    const refuse = (): void => {
      chunks = [];
      timer = setTimeout(settle, REST, { kind: 'too large' });
    };
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) refuse();
    request.on('data', (chunk: Buffer) => {
      if (isTooLarge()) return;
      bytes += chunk.length;
      if (bytes > mostBytes) refuse();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      if (isTooLarge()) settle({ kind: 'too large' });
      else settle({ kind: 'read', text: (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8') });
    });
    request.on('error', () => settle({ kind: 'aborted' }));
    request.on('close', () => settle({ kind: 'aborted' }));
  });
}
