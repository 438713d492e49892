import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Whose request it is, as requests are counted. Each trusted proxy appends the address that it saw; what stands before those was written by
 * the client. An IPv6 address stands for its network of 64 bits, which is what a customer of a provider is given (RFC 6177): whoever counted
 * single ones would let everybody in as often as they like.
 * @param trustedProxies how many proxies of our own stand before the gateway.
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return networkOf(peer);
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  return networkOf(forwarded.at(-trustedProxies)?.trim() || peer);
}

function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  // an IPv4 address that came through an IPv6 socket (`::ffff:192.0.2.1`) is taken for what it is
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}
