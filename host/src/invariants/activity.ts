import { type DatabaseName, type Snapshots, subgraphDatabases } from './snapshots.ts';

interface Happened {
  readonly id: string;
  readonly at: Date;
}

/** When something last happened to each order that any database knows: its events, its row, and what provider and carriers did for it. */
export async function orderActivity({ rows }: Snapshots): Promise<ReadonlyMap<string, Date>> {
  const newest = new Map<string, Date>();
  const note = (happened: readonly Happened[]): void => {
    for (const { id, at } of happened) if (at > (newest.get(id) ?? new Date(0))) newest.set(id, at);
  };
  const of = (database: DatabaseName, text: string): Promise<readonly Happened[]> => rows<Happened>(database, text);
  await Promise.all(
    subgraphDatabases.map(async name =>
      note(await of(name, `SELECT event ->> 'subject' AS id, max(created_at) AS at FROM messaging.outbox GROUP BY 1`)),
    ),
  );
  note(await of('orders', 'SELECT id, updated_at AS at FROM "order"'));
  for (const name of ['payments', 'warehouse', 'shipments'] as const) {
    const table = name === 'payments' ? 'payment_case' : 'order_case';
    note(await of(name, `SELECT order_id AS id, created_at AS at FROM ${table}`));
  }
  const orderOfPayment = await ordersBy({ rows }, 'payments', 'SELECT id AS part, order_id AS "order" FROM payment');
  const charges = 'SELECT c.reference AS id, max(o.occurred_at) AS at FROM charge c JOIN operation o ON o.charge_id = c.id GROUP BY 1';
  note(inOrders(await of('provider', charges), orderOfPayment));
  const tracked = 'SELECT b.tracking_number AS part, s.order_id AS "order" FROM booking b JOIN shipment s ON s.id = b.shipment_id';
  const orderOfParcel = await ordersBy({ rows }, 'shipments', `${tracked} WHERE b.tracking_number IS NOT NULL`);
  note(inOrders(await of('carriers', 'SELECT tracking_number AS id, max(occurred_at) AS at FROM news GROUP BY 1'), orderOfParcel));
  return newest;
}

async function ordersBy({ rows }: Pick<Snapshots, 'rows'>, database: DatabaseName, text: string): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ part: string; order: string }>(database, text);
  return new Map(found.map(({ part, order }) => [part, order]));
}

const inOrders = (happened: readonly Happened[], orderOf: ReadonlyMap<string, string>): readonly Happened[] =>
  happened.flatMap(({ id, at }) => {
    const order = orderOf.get(id);
    return order === undefined ? [] : [{ id: order, at }];
  });

/** When the shop last did anything: said, published, heard or parked something. */
export async function signOfLife({ rows }: Snapshots): Promise<Date> {
  const moments = await Promise.all(
    subgraphDatabases.map(name =>
      rows<{ at: Date | null }>(
        name,
        `SELECT greatest((SELECT max(greatest(created_at, published_at)) FROM messaging.outbox), (SELECT max(handled_at) FROM messaging.inbox),
           (SELECT max(parked_at) FROM messaging.dead_letter)) AS at`,
      ),
    ),
  );
  return new Date(Math.max(0, ...moments.flat().map(({ at }) => at?.getTime() ?? 0)));
}
