/** What somebody may come to with a field: data, nothing at all, or the code of an error or refusal. */
export type Outcome = 'answered' | 'null' | 'FORBIDDEN' | 'UNAUTHENTICATED' | 'NOT_FOUND';

/** Seven identities; the eighth, with a token that nobody made, gets nothing but UNAUTHENTICATED. The `holder` is a guest with the order's token. */
export type Identity = 'guest' | 'holder' | 'alice' | 'bob' | 'walter' | 'susan' | 'ada';

type Access = Readonly<Record<Identity, Outcome>>;

const access = (stranger: Outcome, outcomes: Partial<Access>, account: Outcome = stranger): Access => ({
  ...{ guest: stranger, holder: stranger, alice: account, bob: account, walter: account, susan: account, ada: account },
  ...outcomes,
});
const answered = 'answered';

const everyone = access(answered, {});
const signedIn = access('UNAUTHENTICATED', {}, answered);
const staff = access('UNAUTHENTICATED', { walter: answered, susan: answered, ada: answered }, 'FORBIDDEN');
const orderDesk = access('UNAUTHENTICATED', { susan: answered, ada: answered }, 'FORBIDDEN');
const floor = access('UNAUTHENTICATED', { walter: answered, ada: answered }, 'FORBIDDEN');
const admin = access('UNAUTHENTICATED', { ada: answered }, 'FORBIDDEN');
/** Those of Alice's order, and who holds its token. */
const party = { holder: answered, alice: answered, susan: answered, ada: answered } as const;
const ofOrder = access('null', { ...party, walter: answered });
const changesOrder = access('NOT_FOUND', party);
const followsOrder = access('FORBIDDEN', { ...party, walter: answered });

/** Of Alice's delivered order and of other things there are; `accessToken` is the holder's alone. */
export interface Known extends Readonly<Record<'order' | 'payment' | 'parcel' | 'cart' | 'variant' | 'warehouse', string>> {
  readonly accessToken: string | null;
}

/** A selection of one root field, and who gets what by it. Mutations are such that nobody who may send them changes anything. */
export type Row = readonly [text: string, access: Access];

const [then, now] = ['"2026-01-01T00:00:00Z"', '"2026-01-02T00:00:00Z"'];
const money = '{amount: "1.00", currencyCode: "EUR"}';
const refused = '{ userErrors { code } }';

export const queries: readonly Row[] = [
  ['me { id }', access('null', {}, answered)],
  ['user(id: "usr_0") { id }', access('UNAUTHENTICATED', { walter: 'null', susan: 'null', ada: 'null' }, 'FORBIDDEN')],
  ['users(first: 1) { totalCount }', staff],
  ['markets { currency }', everyone],
  ['categories { id }', everyone],
  ['category(slug: "tableware") { id }', everyone],
  ['category(slug: "tableware") { taxClass }', staff],
  ['product(slug: "enamel-mug") { id }', everyone],
  ['products(first: 1) { totalCount }', everyone],
  ['searchSuggestions(query: "mug") { queries }', everyone],
  ['variant(id: $variant) { id }', everyone],
  ['variant(id: $variant) { prices { id } }', staff],
  ['variant(id: $variant) { stockLevels { id } }', floor],
  ['cart(id: $cart) { id }', everyone],
  ['myCart { id }', access('null', { alice: answered, bob: answered })],
  ['order(id: $order, accessToken: $accessToken) { id }', ofOrder],
  ['orders(first: 1) { totalCount }', staff],
  ['payment(id: $payment) { id }', access('null', { alice: answered, susan: answered, ada: answered })],
  ['payments(first: 1) { totalCount }', orderDesk],
  [`reconciliation(from: ${then}, to: ${now}) { ledger { amount } }`, orderDesk],
  ['shipment(id: $parcel) { id }', access('null', { alice: answered, walter: answered, susan: answered, ada: answered })],
  ['shipments(first: 1) { totalCount }', staff],
  ['carriers { id }', staff],
  ['warehouses { id }', floor],
  ['warehouse(id: $warehouse) { id }', floor],
  ['shelf(label: "BER-A01-01") { id }', floor],
  ['stockLevels(first: 1) { totalCount }', floor],
  ['stockMovements(first: 1) { edges { cursor } }', floor],
  ['pickTask(id: $parcel) { id }', floor],
  ['pickTasks(warehouseId: $warehouse, first: 1) { totalCount }', floor],
];

export const mutations: readonly Row[] = [
  ['cartCreate { cart { id } }', everyone],
  [`cartLinesAdd(cartId: "crt_0", lines: []) ${refused}`, everyone],
  [`cartLinesUpdate(cartId: "crt_0", lines: []) ${refused}`, everyone],
  [`cartDeliverySet(cartId: "crt_0", input: {}) ${refused}`, everyone],
  [`cartCurrencySet(cartId: "crt_0", currency: "EUR") ${refused}`, everyone],
  [`cartDiscountCodesSet(cartId: "crt_0", codes: []) ${refused}`, everyone],
  [`cartMerge(guestCartId: "crt_0") ${refused}`, signedIn],
  [`orderPlace(input: {cartId: "crt_0", idempotencyKey: "k", paymentMethod: {token: "t"}}) ${refused}`, everyone],
  [`orderCancel(id: $order, accessToken: $accessToken) ${refused}`, changesOrder],
  [`paymentRetry(orderId: $order, paymentMethod: {token: "t"}, idempotencyKey: "k", accessToken: $accessToken) ${refused}`, changesOrder],
  [`paymentActionComplete(paymentId: $payment, accessToken: $accessToken) ${refused}`, changesOrder],
  [`paymentRefund(paymentId: "pay_0", amount: ${money}, reason: "r", idempotencyKey: "k") ${refused}`, orderDesk],
  [`profileUpdate(input: {}) ${refused}`, signedIn],
  [`addressSave(input: {address: {name: "", line1: "", city: "", postalCode: "", countryCode: "DE"}}) ${refused}`, signedIn],
  [`addressDelete(id: "adr_0") ${refused}`, signedIn],
  [`notificationsMarkRead(ids: []) ${refused}`, signedIn],
  [`notificationPreferencesSet(input: {}) ${refused}`, signedIn],
  [`productCreate(input: {name: "", variants: []}) ${refused}`, admin],
  [`userRolesSet(id: "usr_0", roles: []) ${refused}`, admin],
  [`productUpdate(id: "prd_0", expectedVersion: 1, input: {}) ${refused}`, admin],
  [`productArchive(id: "prd_0") ${refused}`, admin],
  [`productsImport(rows: []) ${refused}`, admin],
  [`priceSet(inputs: []) ${refused}`, admin],
  [`priceCancel(id: "prc_0") ${refused}`, admin],
  [`categorySave(input: {name: "", slug: ""}) ${refused}`, admin],
  [`carrierEnabledSet(code: "none", enabled: true) ${refused}`, admin],
  [`shipmentReassign(id: "pcl_0", carrierCode: "none") ${refused}`, orderDesk],
  [
    `trackingEventRecord(input: {trackingNumber: "none", carrierEventId: "e", status: IN_TRANSIT, message: "m", occurredAt: ${now}}) ${refused}`,
    orderDesk,
  ],
  [`warehouseSave(input: {code: "", name: ""}) ${refused}`, floor],
  [`aisleSave(input: {warehouseId: "whs_0", code: ""}) ${refused}`, floor],
  [`shelfSave(input: {aisleId: "ais_0", code: ""}) ${refused}`, floor],
  [`stockReceive(input: {variantId: "var_0", shelfId: "shf_0", quantity: 0, idempotencyKey: "k"}) ${refused}`, floor],
  [`stockAdjust(input: {variantId: "var_0", shelfId: "shf_0", delta: 0, reason: "", idempotencyKey: "k"}) ${refused}`, floor],
  [`stockCount(input: {variantId: "var_0", shelfId: "shf_0", counted: -1, idempotencyKey: "k"}) ${refused}`, floor],
  [`stockMove(input: {variantId: "var_0", fromShelfId: "shf_0", toShelfId: "shf_0", quantity: 0, idempotencyKey: "k"}) ${refused}`, floor],
  [`reorderPointSet(warehouseId: "whs_0", variantId: "var_0", reorderPoint: -1) ${refused}`, floor],
  [`pickTaskStart(id: "pcl_0") ${refused}`, floor],
  [`pickTaskConfirm(id: "pcl_0", lines: []) ${refused}`, floor],
  [`parcelPack(pickTaskId: "pcl_0") ${refused}`, floor],
];

export const subscriptions: readonly Row[] = [
  ['cartUpdated(id: $cart) { id }', everyone],
  ['orderUpdated(id: $order, accessToken: $accessToken) { id }', followsOrder],
  ['orderFeed { id }', staff],
  ['shipmentUpdated(orderId: $order, accessToken: $accessToken) { id }', ofOrder],
  ['shipmentUpdated { id }', staff],
  ['pickTaskChanged(warehouseId: $warehouse) { id }', floor],
  ['stockLevelChanged(warehouseId: $warehouse) { id }', floor],
  ['notificationReceived { id }', signedIn],
];
