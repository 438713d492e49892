import { createHash } from 'node:crypto';
import { type ServiceCode, services } from './domain/services.ts';

/** Names a service for one cart: the same cart gives the same id again, and another cart's id is never taken for its own. */
export const rateId = (service: ServiceCode, cartId: string): string =>
  `rat_${service}_${createHash('sha256').update(`${service}:${cartId}`).digest('base64url').slice(0, 22)}`;

/** The service that an id names, whichever cart it belongs to; undefined for anything else. */
export const serviceOfRate = (id: string): ServiceCode | undefined =>
  services.find(({ code }) => id.startsWith(`rat_${code}_`) && id.length === code.length + 27)?.code;
