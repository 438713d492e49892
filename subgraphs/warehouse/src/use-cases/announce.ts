import * as said from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { AllocationRow, CaseRow, PickTaskRow } from '../app.ts';
import type { Announcement } from '../domain/index.ts';

/** An order's goods: what is or was held of them, and who picks them. */
export interface Goods {
  readonly allocations: readonly AllocationRow[];
  readonly tasks: readonly PickTaskRow[];
}

export interface ShortLine {
  readonly orderLineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** Puts what there is to say of an order's goods into the outbox. */
export function publishAnnouncements(
  tx: MessagingTransaction,
  { orderId, missing }: Pick<CaseRow, 'orderId' | 'missing'>,
  goods: Goods,
  announcements: readonly Announcement[],
  short: readonly ShortLine[] = [],
): void {
  for (const announcement of announcements) {
    const event = { subject: orderId, sequence: announcement.sequence };
    switch (announcement.type) {
      case 'stock.allocated':
        tx.publish(said.stockAllocated, { ...event, data: { orderId, allocations: heldParts(goods.allocations) } });
        break;
      case 'stock.rejected':
        tx.publish(said.stockRejected, { ...event, data: { orderId, missing: [...missing] } });
        break;
      case 'stock.released':
        tx.publish(said.stockReleased, { ...event, data: { orderId } });
        break;
      case 'stock.short':
        tx.publish(said.stockShort, { ...event, data: { orderId, parcelId: announcement.parcelId, missing: [...short] } });
        break;
      case 'pick.opened':
        tx.publish(said.pickOpened, { ...event, data: { orderId, parcelId: announcement.parcelId } });
        break;
      case 'pick.started':
        tx.publish(said.pickStarted, { ...event, data: { orderId, parcelId: announcement.parcelId } });
        break;
      case 'parcel.packed':
        tx.publish(said.parcelPacked, { ...event, data: { orderId, ...packed(goods, announcement.parcelId) } });
        break;
      default:
        announcement satisfies never;
    }
  }
}

const heldParts = (allocations: readonly AllocationRow[]) =>
  allocations
    .filter(({ status }) => status !== 'RELEASED')
    .map(({ orderLineId, variantId, warehouseId, shelfId, quantity }) => ({ orderLineId, variantId, warehouseId, shelfId, quantity }));

function packed({ allocations, tasks }: Goods, parcelId: string) {
  const task = tasks.find(({ id }) => id === parcelId);
  if (task === undefined || task.weightGrams === null) throw new Error(`parcel ${parcelId} was packed, but nobody knows what it weighs`);
  const lines = new Map<string, { orderLineId: string; variantId: string; sku: string; name: string; quantity: number }>();
  for (const { orderLineId, variantId, sku, name, quantity } of allocations.filter(({ pickTaskId }) => pickTaskId === parcelId)) {
    lines.set(orderLineId, { orderLineId, variantId, sku, name, quantity: quantity + (lines.get(orderLineId)?.quantity ?? 0) });
  }
  return { parcelId, warehouseId: task.warehouseId, weightGrams: task.weightGrams, lines: [...lines.values()] };
}
