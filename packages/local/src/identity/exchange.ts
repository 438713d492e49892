import type { IncomingMessage } from 'node:http';

/** A request, read. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Fields of a posted form; empty otherwise. */
  readonly form: URLSearchParams;
  /** What was sent as JSON; undefined when nothing was. */
  readonly sent: unknown;
  readonly cookies: ReadonlyMap<string, string>;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
  /** A person looks at the answer, not a script. */
  readonly navigation: boolean;
}

/** What is answered, as a value: handlers write nothing themselves. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: string;
}

/** An error in the words of OAuth 2. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

const LARGEST_BODY = 65_536;

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' },
  body: JSON.stringify(value),
});

export const redirect = (location: string): Answer => ({ status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' });

export const noContent: Answer = { status: 204, headers: { 'cache-control': 'no-store' }, body: '' };

/** @throws OAuthError when a body is too large or of another kind. */
export async function read(request: IncomingMessage): Promise<Ask> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const { form, sent } = bodyOf(request.headers['content-type'] ?? '', await textOf(request));
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    form,
    sent,
    cookies: cookiesIn(request.headers.cookie ?? ''),
    origin: request.headers.origin,
    authorization: request.headers.authorization,
    navigation: request.headers.accept?.includes('text/html') ?? false,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw new OAuthError(413, 'invalid_request', 'The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function bodyOf(kind: string, text: string): Pick<Ask, 'form' | 'sent'> {
  if (text === '') return { form: new URLSearchParams(), sent: undefined };
  if (kind.startsWith('application/x-www-form-urlencoded')) return { form: new URLSearchParams(text), sent: undefined };
  if (!kind.startsWith('application/json')) throw new OAuthError(415, 'invalid_request', 'A form or JSON is expected');
  try {
    return { form: new URLSearchParams(), sent: JSON.parse(text) };
  } catch {
    throw new OAuthError(400, 'invalid_request', 'This is not JSON');
  }
}

function cookiesIn(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').map(pair => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}
