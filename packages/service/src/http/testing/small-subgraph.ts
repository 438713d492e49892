import { generatePassportKeys, guest, passportIssuer, passportReader } from '@micromart/auth';
import { currentCause, WorldFault } from '@micromart/messaging';
import { buildSchema, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { type Connection, SubgraphUnavailable } from '../../connection.ts';
import { badUserInput } from '../../faults.ts';
import { inProcessConnection } from '../../in-process.ts';
import { createLogger } from '../../logger.ts';

/** A subgraph made for tests of what lies between it and its callers. */
export interface SmallSubgraph {
  readonly name: 'orders';
  readonly connection: Connection;
  readonly ready: () => Promise<void>;
  /** What became of its streams and requests. */
  readonly state: { opened: number; returned: number; asked: number };
  /** Sends a state to everybody who follows `news`. */
  tell(text: string): void;
  /** Answers what `later` asked. */
  release(): void;
}

const sdl = `
  scalar Broken
  type Query { echo(text: String!): String  count(by: Int!): Int  fail(how: String!): String  trace: String  who: String  later: String }
  type Mutation { add: Int  later: String }
  type Subscription { ticks(count: Int!): Tick  news: String }
  type Tick { number: Int  loads: Int }
`;

const faults: Readonly<Record<string, () => unknown>> = {
  bug: () => new TypeError('SELECT secret FROM user at db.internal:5432'),
  away: () => new SubgraphUnavailable('the shop', { cause: new Error('ECONNREFUSED 10.0.0.7') }),
  world: () => new WorldFault('Redis at 10.0.0.8 is loading'),
  postgres: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:5432'), { code: 'ECONNREFUSED' }),
  refused: () => badUserInput('no such thing', ['how']),
  uncoded: () => new GraphQLError('a resolver of ours spoke of db.internal'),
};

interface Context {
  readonly who: string;
  asked: number;
}
type Resolver = GraphQLFieldResolver<unknown, Context>;

const keys = generatePassportKeys();
/** An hour ahead, so that a passport outlives the file of tests that uses it. */
const issuer = passportIssuer({ ...keys, now: () => Date.now() + 3_600_000 });
/** Passports that the small subgraph accepts. */
export const passport = issuer.issue(guest);
export const passportOf = (userId: string): string => issuer.issue({ ...guest, userId });

/** @param who tells replicas apart. */
export function smallSubgraph(who = 'the only one'): SmallSubgraph {
  const schema = buildSchema(sdl);
  const state = { opened: 0, returned: 0, asked: 0 };
  const followers = new Set<(text: string) => void>();
  const waiting: (() => void)[] = [];
  const later: Resolver = () => {
    state.asked += 1;
    return new Promise(resolve => waiting.push(() => resolve(who)));
  };
  const loads = (_: unknown, context: Context): number => (context.asked += 1);

  async function* ticks(count: number) {
    try {
      for (let number = 1; number <= count; number += 1) yield { ticks: { number, loads } };
      if (count === 0) throw new Error('connection to 10.0.0.1 lost');
    } finally {
      state.returned += 1;
    }
  }

  const fields: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
    Query: {
      echo: (_, { text }) => text,
      count: (_, { by }) => by,
      fail: (_, { how }) => {
        throw faults[how]?.();
      },
      trace: () => JSON.stringify(currentCause()),
      who: () => who,
      later,
    },
    Mutation: { add: () => (state.asked += 1), later },
  };
  for (const [type, resolvers] of Object.entries(fields)) {
    for (const [name, resolve] of Object.entries(resolvers)) Object.assign(fieldOf(type, name), { resolve });
  }
  const opened = <Value>(stream: Value): Value => {
    state.opened += 1;
    return stream;
  };
  Object.assign(fieldOf('Subscription', 'ticks'), { subscribe: (_: unknown, { count }: { count: number }) => opened(ticks(count)) });
  Object.assign(fieldOf('Subscription', 'news'), { subscribe: () => opened(news(followers, () => (state.returned += 1))) });

  function fieldOf(type: string, name: string): object {
    const found = schema.getType(type);
    const field = found !== undefined && 'getFields' in found ? found.getFields()[name] : undefined;
    if (field === undefined) throw new Error(`there is no ${type}.${name}`);
    return field;
  }

  return {
    name: 'orders',
    connection: inProcessConnection({
      name: 'orders',
      schema,
      passports: passportReader({ publicKeys: [keys.publicKey] }),
      contextOf: (): Context => ({ who, asked: 0 }),
      logger: createLogger({ level: 'silent', name: 'test' }),
    }),
    ready: async () => undefined,
    state,
    tell: text => followers.forEach(hear => hear(text)),
    release: () => waiting.splice(0).forEach(answer => answer()),
  };
}

/** What is told from now on; `return()` does not wait for more. */
function news(followers: Set<(text: string) => void>, onReturn: () => void): AsyncIterableIterator<{ news: string }> {
  const told: string[] = [];
  let wake = (): void => undefined;
  let isOver = false;
  const hear = (text: string): void => {
    told.push(text);
    wake();
  };
  followers.add(hear);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (told.length === 0 && !isOver) await new Promise<void>(resolve => (wake = resolve));
      return isOver ? { done: true, value: undefined } : { done: false, value: { news: told.shift() ?? '' } };
    },
    async return() {
      if (!isOver) onReturn();
      isOver = true;
      followers.delete(hear);
      wake();
      return { done: true, value: undefined };
    },
  };
}
