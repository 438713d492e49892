import * as orders from '@micromart/orders/lifecycle';
import * as payments from '@micromart/payments/lifecycle';
import * as shipments from '@micromart/shipments/lifecycle';
import * as warehouse from '@micromart/warehouse/lifecycle';
import { markdownTable } from './markdown.ts';

/** What the four tables have in common. */
interface AnyRule {
  readonly when?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly announce?: string | readonly string[];
  readonly command?: string;
  readonly commands?: readonly string[];
  readonly act?: string;
  readonly remember?: string;
  readonly payAgain?: string;
}
type AnyCell = string | AnyRule | readonly (string | AnyRule)[];
type AnyTable = Readonly<Record<string, Readonly<Record<string, AnyCell>>>>;

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** `all parcels returned: **CANCELED** UNDELIVERABLE / order.canceled` */
function ruleText(rule: string | AnyRule): string {
  if (typeof rule === 'string') return rule;
  const announced = listed(rule.announce);
  const parts = [
    ...(rule.to ? [`**${rule.to}**`] : []),
    ...listed(rule.reason),
    ...listed(rule.act).map(act => `*${act}*`),
    ...listed(rule.remember).map(what => `remembers that it ${what}`),
    ...listed(rule.payAgain).map(until => `may be paid again, ${until}`),
    ...(announced.length > 0 ? [`/ ${announced.join(', ')}`] : []),
    ...[...listed(rule.command), ...listed(rule.commands)].map(command => `\`${command}\``),
  ];
  const effect = parts.length > 0 ? parts.join(' ') : '=';
  return rule.when ? `${rule.when}: ${effect}` : effect;
}
const isList = (cell: AnyCell): cell is readonly (string | AnyRule)[] => Array.isArray(cell);
const cellText = (cell: AnyCell | undefined): string => (cell === undefined ? '' : isList(cell) ? cell.map(ruleText).join('\n') : ruleText(cell));

const tableText = (table: AnyTable, what: string, columns: readonly string[]): string =>
  markdownTable(
    [what, ...columns],
    Object.entries(table).map(([input, row]) => [`\`${input}\``, ...columns.map(column => cellText(row[column]))]),
  );

/** `docs/order-lifecycle.md`: the tables by which an order lives, as they are in the code. */
export const orderLifecycle = (): string => `# The life of an order

Generated from the tables in \`subgraphs/*/src/domain/lifecycle.ts\` by \`host/bin/generate-documents.mjs\`; edit those.

A cell says what becomes of the order when the event of its row meets the stage of its column: the first rule whose guard holds. **STAGE** is where
it goes, what follows "/" is announced, \`code\` is done, "=" only takes note. *late*: noted in the history, nothing else. *impossible*: it cannot follow
from what was announced; the message is parked. *unchanged*: it is so already. *refused*: WRONG_STATE.

Every event first goes to its facet (stock, payment, one pick, one parcel), and what is older than the facet is late without asking the table. Sequence
numbers are drawn under the lock of the order's row, so that the newest number is the newest news. How the four play together, in every order that
messages can arrive in, is tried by \`e2e/src/model\`.

## Orders: the stage

${tableText(orders.lifecycle, 'event', orders.stages)}

## Payments: the newest payment of the order

What was heard of orders is remembered in the case: *confirmed*, *closing*, until when a payment may be tried again.

${tableText(payments.lifecycle, 'event', payments.statuses)}

## Warehouse: the goods of the order

${tableText(warehouse.lifecycle.order, 'event', warehouse.statuses)}

## Warehouse: one parcel

${tableText(warehouse.lifecycle.parcel, 'event', warehouse.parcelStatuses)}

## Shipments: all parcels of the order

EMPTY: not asked for yet. OPEN: none has left. LEFT: one at least has. CLOSED: called back.

${tableText(shipments.lifecycle.order, 'event', shipments.phases)}

## Shipments: one parcel

${tableText(shipments.lifecycle.parcel, 'event', shipments.parcelStatuses)}
`;
