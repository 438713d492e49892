import type { IncomingMessage } from 'node:http';

export type Body = { readonly kind: 'read'; readonly text: string } | { readonly kind: 'too large' } | { readonly kind: 'aborted' };

/** Reads a request's body up to `mostBytes`. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return Promise.resolve({ kind: 'too large' });
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        request.removeAllListeners('data');
        request.pause();
        resolve({ kind: 'too large' });
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve({ kind: 'read', text: (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8') }));
    request.on('error', () => resolve({ kind: 'aborted' }));
    request.on('close', () => resolve({ kind: 'aborted' }));
  });
}
