import { eventually } from '@micromart/local/testing/eventually';
import { BackFrom3dsDocument, type OrderViewFragment } from '@micromart/sdk';
import type { Bought } from './buying.ts';
import { untilOrder } from './following.ts';
import type { Visitor } from './visitors.ts';

/** Follows an order until its payment asks the customer for something, and gives the payment and the address of the bank's page. */
export async function bankPage(visitor: Visitor, bought: Bought): Promise<{ readonly paymentId: string; readonly url: string }> {
  const { payments } = await untilOrder(visitor, bought, asksCustomer);
  const [payment] = payments ?? [];
  if (payment?.action?.kind !== 'redirect') throw new Error(`${bought.id} asks for nothing`);
  return { paymentId: payment.id, url: payment.action.url };
}

const asksCustomer = ({ paymentStatus, payments }: OrderViewFragment): boolean =>
  paymentStatus === 'ACTION_REQUIRED' && payments?.[0]?.action?.kind === 'redirect';

/** Presses a button of the bank's page; resolves to the answer, which sends a browser back to the shop. */
export const decide = (url: string, decision: 'approve' | 'deny'): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ decision }), redirect: 'manual' });

/**
 * What the shop's page does when the browser is back, again and again while the provider does not answer; the payment's status by then.
 * @throws when it is refused.
 */
export async function comeBack(visitor: Visitor, paymentId: string, accessToken?: string): Promise<string | undefined> {
  const { paymentActionComplete } = await eventually(
    () => visitor.request(BackFrom3dsDocument, { paymentId, accessToken: accessToken ?? null }),
    answer => answer.paymentActionComplete?.userErrors.some(({ code }) => code === 'PROVIDER_UNAVAILABLE') !== true,
  );
  if (paymentActionComplete?.userErrors.length !== 0) throw new Error(`refused: ${JSON.stringify(paymentActionComplete)}`);
  return paymentActionComplete.payment?.status;
}
