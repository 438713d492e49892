import { WorldFault } from '@micromart/messaging';
import type { z } from 'zod';
import {
  type AmountRequest,
  type AuthorizeRequest,
  type ChargeReport,
  type ChargeRequest,
  chargeReport,
  type LedgerPage,
  type LedgerRequest,
  ledgerPage,
  type PaymentProvider,
  type ProviderAnswer,
  providerAnswer,
} from './provider.ts';

/** The provider's calls with a limit to each and every answer checked. They reject with `WorldFault` whenever it is not known what was done. */
export interface ProviderCalls {
  authorize(request: AuthorizeRequest): Promise<ProviderAnswer>;
  capture(request: AmountRequest): Promise<ProviderAnswer>;
  void(request: ChargeRequest): Promise<ProviderAnswer>;
  refund(request: AmountRequest): Promise<ProviderAnswer>;
  find(request: { readonly idempotencyKey: string }): Promise<ChargeReport | null>;
  ledger(request: LedgerRequest): Promise<LedgerPage>;
}

/** @param timeout in milliseconds. */
export function providerCalls(provider: PaymentProvider, timeout: number): ProviderCalls {
  async function asked<Answer>(call: string, schema: z.ZodType<Answer>, send: (signal: AbortSignal) => Promise<unknown>): Promise<Answer> {
    let answer: unknown;
    try {
      answer = await send(AbortSignal.timeout(timeout));
    } catch (cause) {
      throw new WorldFault(`the payment provider did not answer (${call})`, { cause });
    }
    const read = schema.safeParse(answer);
    if (!read.success) throw new WorldFault(`the payment provider's answer makes no sense (${call})`, { cause: read.error });
    return read.data;
  }
  return {
    authorize: request => asked('authorize', providerAnswer, signal => provider.authorize(request, signal)),
    capture: request => asked('capture', providerAnswer, signal => provider.capture(request, signal)),
    void: request => asked('void', providerAnswer, signal => provider.void(request, signal)),
    refund: request => asked('refund', providerAnswer, signal => provider.refund(request, signal)),
    find: request => asked('find', chargeReport.nullable(), signal => provider.find(request, signal)),
    ledger: request => asked('ledger', ledgerPage, signal => provider.ledger(request, signal)),
  };
}
