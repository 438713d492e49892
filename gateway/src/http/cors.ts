import type { IncomingMessage, ServerResponse } from 'node:http';

const DAY = 86_400;

/**
 * Lets pages of the listed origins read answers. No credentials: the gateway knows no cookies, so that a foreign page can send nothing in a
 * visitor's name.
 */
export function allowOrigins(origins: readonly string[]): (request: IncomingMessage, response: ServerResponse) => void {
  const all = origins.includes('*');
  const listed = new Set(origins);
  return ({ headers, method }, response) => {
    if (!all) response.setHeader('vary', 'Origin');
    const { origin } = headers;
    if (origin === undefined || !(all || listed.has(origin))) return;
    response.setHeader('access-control-allow-origin', all ? '*' : origin);
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
    if (method !== 'OPTIONS') return;
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, traceparent, apollo-require-preflight, x-apollo-operation-name');
    response.setHeader('access-control-max-age', DAY);
  };
}
