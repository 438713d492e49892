import type { ProviderNews } from './inputs.ts';

/** What is read of a provider's report of its charge. Amounts are minor units. */
export interface ReportedCharge {
  /** The payment's id. */
  readonly reference: string;
  readonly status: 'action_required' | 'authorized' | 'captured' | 'declined' | 'voided' | 'lapsed';
  /** Cumulative. */
  readonly refunded: number;
  readonly failureCode: string | null;
  readonly final: boolean;
  readonly actionUrl: string | null;
  readonly brand: string;
  readonly lastFour: string;
}

/** What a report says to the case, whichever way it came: as an answer, by webhook, or when the provider was asked. */
export function newsOf(charge: ReportedCharge): readonly ProviderNews[] {
  const paymentId = charge.reference;
  switch (charge.status) {
    case 'action_required':
      return [{ type: 'provider.action-required', paymentId, url: charge.actionUrl ?? '' }];
    case 'authorized':
      return [{ type: 'provider.authorized', paymentId }];
    case 'captured':
      return charge.refunded === 0
        ? [{ type: 'provider.captured', paymentId }]
        : [
            { type: 'provider.captured', paymentId },
            { type: 'provider.refunded', paymentId, refunded: charge.refunded },
          ];
    case 'declined':
      return [{ type: charge.final ? 'provider.denied' : 'provider.declined', paymentId, failureCode: charge.failureCode ?? 'declined' }];
    case 'voided':
    case 'lapsed':
      return [{ type: 'provider.voided', paymentId }];
    default:
      return charge.status satisfies never;
  }
}

/** For people: `Visa, ending in 4242`. */
export const methodNameOf = ({ brand, lastFour }: Pick<ReportedCharge, 'brand' | 'lastFour'>): string => `${brand}, ending in ${lastFour}`;
