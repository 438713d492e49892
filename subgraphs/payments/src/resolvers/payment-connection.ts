import { pageArguments, pageOf } from '@micromart/service';
import type { App, PaymentPage } from '../app.ts';
import type { PaymentFilter } from '../generated/resolvers.ts';

export interface PaymentPageArguments {
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: PaymentFilter | null;
}

/** All payments that match, the newest first; for the order desk. What is left out of the filter, or null, does not narrow the list. */
export async function paymentConnection(app: App, args: PaymentPageArguments): Promise<PaymentPage> {
  const checked = pageArguments<readonly [string]>(args, ['string']);
  const { orderId, status } = args.filter ?? {};
  const listing = { orderId: orderId ?? undefined, status: status ?? undefined, first: checked.first, after: checked.after?.[0] ?? null };
  const rows = await app.store.pageOfPayments(listing);
  return { ...pageOf(rows, checked, payment => [payment.id]), total: () => app.store.countPayments(listing) };
}
