import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Connection, SubgraphRequest, SubgraphResponse } from '@micromart/service';
import { execute, type ExecutionResult, type GraphQLSchema, parse, subscribe } from 'graphql';

/** A small graph of three subgraphs, made for the gateway's tests. */
export interface TestShop {
  readonly supergraphSdl: string;
  readonly connections: Map<string, TestConnection>;
  readonly subgraph: (name: 'orders' | 'shop' | 'payments') => TestConnection;
  /** Sends an event to whoever follows an order. */
  push(order: object): void;
  /** Ends or breaks all streams. */
  cut(error?: Error): void;
  readonly streams: () => number;
}

export interface TestConnection extends Connection {
  /** What was asked, in order. */
  readonly asked: SubgraphRequest[];
  /** Takes the place of the subgraph while it is set. */
  instead: ((request: SubgraphRequest) => Promise<SubgraphResponse>) | undefined;
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@inaccessible"])';

const orders = `${LINK}
  type Query { order(id: ID!, accessToken: String): Order  orders(first: Int! = 20): OrderConnection  whoami: String }
  type Mutation { orderCancel(input: OrderCancelInput!): Order  orderPlace: Order }
  type Subscription { orderUpdated(id: ID!, accessToken: String): Order! }
  input OrderCancelInput { id: ID! accessToken: String }
  type OrderConnection { nodes: [Order!]! totalCount: Int }
  type Order @key(fields: "id") { id: ID! status: String total: Int lines: [Line!]! product: Product secret: String @inaccessible }
  type Line { quantity: Int product: Product }
  type Product @key(fields: "id") { id: ID! }`;

const shop = `${LINK}
  type Query { product(id: ID!): Product  fails(how: String!): String }
  type Product @key(fields: "id") { id: ID! name: String price: Int }`;

const payments = `${LINK}
  type Query { ping: String }
  type Order @key(fields: "id") { id: ID! total: Int @external paymentStatus: String  fee: Int @requires(fields: "total") }`;

const order = (id: string) => ({ id, status: 'PLACED', total: 100, lines: [{ quantity: 2, product: { id: 'prd_1' } }], product: { id: 'prd_1' } });

export function testShop(): TestShop {
  const followers = new Set<(event: IteratorResult<object> | Error) => void>();
  const resolvers: Record<string, Record<string, Record<string, unknown>>> = {
    orders: {
      Query: {
        order: (_: unknown, { id }: { id: string }) => order(id),
        orders: (_: unknown, { first }: { first: number }) => ({
          nodes: Array.from({ length: first }, (__, i) => order(`ord_${i}`)),
          totalCount: first,
        }),
        whoami: (_: unknown, __: unknown, { passport }: SubgraphRequest) => passport,
      },
      Mutation: { orderCancel: (_: unknown, { input }: { input: { id: string } }) => order(input.id), orderPlace: () => order('ord_new') },
      Subscription: { orderUpdated: { subscribe: () => follow(followers), resolve: (event: object) => event } },
      Order: { __resolveReference: ({ id }: { id: string }) => order(id) },
    },
    shop: {
      Query: { product: (_: unknown, { id }: { id: string }) => ({ id }) },
      Product: { __resolveReference: ({ id }: { id: string }) => ({ id }), name: ({ id }: { id: string }) => `Product ${id}`, price: () => 5 },
    },
    payments: { Order: { __resolveReference: (it: object) => it, paymentStatus: () => 'PAID', fee: ({ total }: { total: number }) => total / 10 } },
  };
  const contracts = { orders, shop, payments };
  const composed = composeServices(
    Object.entries(contracts).map(([name, text]) => ({ name, url: `http://10.1.2.3/${name}`, typeDefs: parse(text) })),
  );
  if (composed.errors !== undefined) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  const connections = new Map(
    Object.entries(contracts).map(([name, text]) => [
      name,
      connect(buildSubgraphSchema({ typeDefs: parse(text), resolvers: resolvers[name] as never })),
    ]),
  );
  return {
    supergraphSdl: composed.supergraphSdl,
    connections,
    subgraph(name) {
      const connection = connections.get(name);
      if (connection === undefined) throw new Error(`there is no subgraph ${name}`);
      return connection;
    },
    push: event => followers.forEach(hear => hear({ done: false, value: event })),
    cut: error => followers.forEach(hear => hear(error ?? { done: true, value: undefined })),
    streams: () => followers.size,
  };
}

function connect(schema: GraphQLSchema): TestConnection {
  const asked: SubgraphRequest[] = [];
  const args = (request: SubgraphRequest) => ({
    schema,
    document: parse(request.query),
    variableValues: { ...request.variables },
    operationName: request.operationName,
    contextValue: request,
  });
  const plain = (result: ExecutionResult): SubgraphResponse => JSON.parse(JSON.stringify(result));
  const connection: TestConnection = {
    asked,
    instead: undefined,
    async execute(request) {
      asked.push(request);
      return connection.instead === undefined ? plain(await execute(args(request))) : connection.instead(request);
    },
    subscribe(request) {
      asked.push(request);
      const opened = (connection.instead === undefined ? subscribe(args(request)) : once(connection.instead(request))) as Promise<
        AsyncGenerator<ExecutionResult>
      >;
      return {
        [Symbol.asyncIterator]() {
          return this;
        },
        async next() {
          const { done, value } = await (await opened).next();
          return done === true ? { done, value } : { done: false, value: plain(value) };
        },
        async return() {
          await (await opened).return(undefined);
          return { done: true, value: undefined };
        },
      };
    },
    close: async () => undefined,
  };
  return connection;
}

/** A stream of one answer: how a subgraph refuses. */
async function once(answer: Promise<SubgraphResponse>): Promise<AsyncGenerator<SubgraphResponse>> {
  return (async function* () {
    yield await answer;
  })();
}

/** A stream of events whose `return()` does not wait for a pending `next()`. */
function follow(followers: Set<(event: IteratorResult<object> | Error) => void>): AsyncIterableIterator<object> {
  const waiting: (IteratorResult<object> | Error)[] = [];
  let wake: (() => void) | undefined;
  const hear = (event: IteratorResult<object> | Error): void => {
    waiting.push(event);
    wake?.();
  };
  followers.add(hear);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (waiting.length === 0) await new Promise<void>(resolve => (wake = resolve));
      const event = waiting.shift() as IteratorResult<object> | Error;
      if (event instanceof Error || event.done === true) followers.delete(hear);
      if (event instanceof Error) throw event;
      return event;
    },
    async return() {
      followers.delete(hear);
      hear({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
  };
}
