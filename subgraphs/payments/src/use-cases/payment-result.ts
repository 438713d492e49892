import { setTimeout as wait } from 'node:timers/promises';
import type { UserError } from '@micromart/input';
import type { App, PaymentRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

/** What every mutation of payments answers with. */
export interface PaymentResult {
  readonly payment: PaymentRow | null;
  readonly userErrors: UserError<UserErrorCode>[];
}

export const refused = (...userErrors: UserError<UserErrorCode>[]): PaymentResult => ({ payment: null, userErrors });

export async function paymentNamed(app: App, id: string): Promise<PaymentResult> {
  const [payment] = await app.store.paymentsById([id], 'all');
  return { payment: payment ?? null, userErrors: [] };
}

/** Milliseconds: the provider usually answers within a few; nobody is kept waiting for longer. */
const PATIENCE = 2_000;

/** Gives what was just begun a moment to come to something, so that most callers see the outcome at once. */
export async function shortly(isAnswered: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (let pause = 5; Date.now() < end && !(await isAnswered()); pause = Math.min(pause * 1.5, 100)) await wait(pause);
}
