import { isOrderDesk, type Viewer } from '@micromart/auth';
import { check, optionalText, type UserError, userError } from '@micromart/input';
import type { App, OrderRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';
import { visibleTo } from '../loaders.ts';
import { takeStep } from './take-step.ts';

export interface CanceledOrder {
  readonly order: OrderRow | null;
  readonly userErrors: UserError<UserErrorCode>[];
}

/**
 * Cancels an order, or asks for its parcels to be called back; a repeat gives the order as it is. For its customer, whoever holds its token, and
 * the order desk; the warehouse sees orders, but does not cancel them.
 */
export async function cancelOrder(
  app: App,
  viewer: Viewer,
  { orderId, note }: { readonly orderId: string; readonly note: string | null },
): Promise<CanceledOrder> {
  const checked = check(optionalText(500), note, ['note']);
  if (checked.userErrors !== undefined) return { order: null, userErrors: [...checked.userErrors] };
  const [own] = await app.store.ordersById([orderId], isOrderDesk(viewer) ? 'all' : visibleTo(app, { ...viewer, roles: [] }, [orderId]));
  if (own === undefined) return { order: null, userErrors: [userError('NOT_FOUND', 'there is no such order, or it is not yours', ['id'])] };

  const by = isOrderDesk(viewer) && own.customerId !== viewer.userId ? 'STAFF' : 'CUSTOMER';
  const step = await app.messaging.transaction(tx =>
    takeStep(
      app,
      tx,
      orderId,
      { type: 'cancel', by },
      {
        ...(viewer.userId === null ? {} : { actorId: viewer.userId }),
        ...(checked.value === null ? {} : { note: checked.value }),
      },
    ),
  );
  if (step?.verdict === 'refused') {
    return { order: step.order, userErrors: [userError('WRONG_STATE', 'a parcel has left, so the order cannot be canceled any more', ['id'])] };
  }
  return { order: step?.order ?? own, userErrors: [] };
}
