import * as sdk from '@micromart/sdk';
import { type DocumentNode, Kind, print } from 'graphql';
import type { Name } from './visitors.ts';

/** An operation that a screen of the shop sends. */
export interface Screen {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly query: string;
  /** Response name and root field. */
  readonly roots: readonly (readonly [name: string, field: string])[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly visitor: Name;
}

/** Ids of what there is in the shop: a delivered order of Alice's with all that belongs to it, and a cart of hers that is ready to be ordered. */
export type Known = Readonly<
  Record<'order' | 'payment' | 'parcel' | 'trackingNumber' | 'product' | 'variant' | 'barcode' | 'cart' | 'line' | 'rate' | 'warehouse', string> &
    Record<'shelf' | 'aisle' | 'user' | 'address', string>
>;

const ADDRESS = { name: 'Kim Example', line1: 'Lindenweg 7', city: 'Berlin', postalCode: '10117', countryCode: 'DE' };
const MONEY = { amount: '1.00', currencyCode: 'EUR' };
const [FROM, TO] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];

/** What people at the desks and on the floor send; everything else is sent by Alice. */
const OF_STAFF = new Set(
  (
    'ProductList ProductEditor CreateProduct UpdateProduct ArchiveProduct ImportProducts SaveCategory SchedulePrices CancelPrice Customer Customers ' +
    'SetRoles OrderDeskDetail OrderDesk OrderFeed CancelOrder Refund PaymentDesk Reconcile PickBoard PickBoardLive PickTaskPage StartPick ' +
    'ConfirmPick Pack ShipmentDesk FindParcel ShipmentsLive Reassign RecordTracking Carriers SwitchCarrier Sites ScanVariant ScanShelf StockList ' +
    'Ledger StockLive Receive Adjust Move Count SetReorderPoint SaveWarehouse SaveAisle SaveShelf Layout'
  ).split(' '),
);

/** Variables of operations that need some. What is changed is set to what it is, or refused, so that each can be sent again and again. */
const variablesOf = (known: Known): Readonly<Record<string, Readonly<Record<string, unknown>>>> => {
  const { order, payment, parcel, product, variant, cart, warehouse, shelf } = known;
  const stock = { variantId: variant, shelfId: shelf, reason: 'none', idempotencyKey: 'k' };
  return {
    MarkRead: { ids: [] },
    SetPreferences: { input: {} },
    SaveProfile: { input: { firstName: 'Alice' } },
    SaveAddress: { input: { id: known.address, address: ADDRESS } },
    DeleteAddress: { id: 'adr_0' },
    CartDrawer: { id: cart, currency: 'EUR' },
    CartLive: { id: cart, currency: 'EUR' },
    CartCreate: { input: {} },
    AddToCart: { cartId: cart, lines: [] },
    ChangeQuantity: { cartId: cart, lines: [{ lineId: known.line, quantity: 1 }] },
    SwitchCurrency: { cartId: cart, currency: 'EUR' },
    MergeCart: { guestCartId: 'crt_0' },
    ProductList: { query: 'mug' },
    ProductEditor: { id: product },
    CreateProduct: { input: { name: '', variants: [] } },
    UpdateProduct: { id: product, expectedVersion: 0, input: {} },
    ArchiveProduct: { id: 'prd_0' },
    ImportProducts: { rows: [] },
    SaveCategory: { input: { name: '', slug: '' } },
    SchedulePrices: { inputs: [] },
    CancelPrice: { id: 'prc_0' },
    Checkout: { id: cart },
    SetAddress: { cartId: cart, address: ADDRESS },
    SetRate: { cartId: cart, shippingRateId: known.rate },
    SetCodes: { cartId: cart, codes: [] },
    PlaceOrder: { input: { cartId: 'crt_0', idempotencyKey: 'k', paymentMethod: { token: 't' } } },
    RetryPayment: { orderId: order, paymentMethod: { token: 't' }, idempotencyKey: 'k' },
    BackFrom3ds: { paymentId: payment },
    Customer: { id: known.user },
    Customers: { query: 'alice' },
    SetRoles: { id: 'usr_0', roles: [] },
    OrderDeskDetail: { id: order },
    CancelOrder: { id: order },
    OrderPage: { id: order },
    OrderLive: { id: order },
    ShipmentLive: { orderId: order },
    CancelMine: { id: order },
    Refund: { paymentId: 'pay_0', amount: MONEY, reason: 'r', idempotencyKey: 'k' },
    Reconcile: { from: FROM, to: TO },
    PickBoard: { warehouseId: warehouse, status: ['PACKED'] },
    PickBoardLive: { warehouseId: warehouse },
    PickTaskPage: { id: parcel },
    StartPick: { id: parcel },
    ConfirmPick: { id: parcel, lines: [] },
    Pack: { pickTaskId: parcel },
    ProductPage: { slug: 'enamel-mug', currency: 'EUR', countryCode: 'DE', postalCode: '10117' },
    ProductDelivery: { id: variant, countryCode: 'DE', postalCode: '10117', currency: 'EUR' },
    MoreReviews: { id: product },
    SearchBox: { query: 'mug' },
    SearchPage: { query: 'mug' },
    FindParcel: { trackingNumber: known.trackingNumber },
    Reassign: { id: parcel, carrierCode: 'none' },
    RecordTracking: { input: { trackingNumber: 'none', carrierEventId: 'e', status: 'IN_TRANSIT', message: 'm', occurredAt: TO } },
    SwitchCarrier: { code: 'none', enabled: true },
    ScanVariant: { barcode: known.barcode },
    ScanShelf: { label: 'BER-A01-01' },
    StockList: { filter: { variantId: variant } },
    Ledger: { filter: { variantId: variant } },
    StockLive: { warehouseId: warehouse },
    Receive: { input: { variantId: variant, shelfId: shelf, quantity: 0, idempotencyKey: 'k' } },
    Adjust: { input: { ...stock, delta: 0 } },
    Move: { input: { variantId: variant, fromShelfId: shelf, toShelfId: shelf, quantity: 0, idempotencyKey: 'k' } },
    Count: { input: { variantId: variant, shelfId: shelf, counted: -1, idempotencyKey: 'k' } },
    SetReorderPoint: { warehouseId: warehouse, variantId: variant, reorderPoint: -1 },
    SaveWarehouse: { input: { code: '', name: '' } },
    SaveAisle: { input: { warehouseId: warehouse, code: '' } },
    SaveShelf: { input: { aisleId: known.aisle, code: '' } },
    CategoryPage: { slug: 'tableware', sort: 'RELEVANCE' },
  };
};

/** Every operation of the SDK, with variables that fit. */
export function screens(known: Known): readonly Screen[] {
  const variables = variablesOf(known);
  return Object.entries(sdk).flatMap(([key, document]) => {
    if (!key.endsWith('Document') || typeof document === 'function') return [];
    const name = key.replace(/Document$/, '');
    return [{ ...readDocument(document as DocumentNode), name, variables: variables[name] ?? {}, visitor: OF_STAFF.has(name) ? 'ada' : 'alice' }];
  });
}

function readDocument(document: DocumentNode): Pick<Screen, 'kind' | 'query' | 'roots'> {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a document of the SDK begins with its operation');
  const roots = operation.selectionSet.selections.flatMap(field =>
    field.kind === Kind.FIELD ? [[field.alias?.value ?? field.name.value, field.name.value] as const] : [],
  );
  return { kind: operation.operation, query: print(document), roots };
}
