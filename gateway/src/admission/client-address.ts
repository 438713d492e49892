import type { IncomingMessage } from 'node:http';

/**
 * Whose request it is. Each trusted proxy appends the address that it saw; what stands before those was written by the client.
 * @param trustedProxies how many proxies of our own stand before the gateway.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return peer;
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  return forwarded.at(-trustedProxies)?.trim() || peer;
}
