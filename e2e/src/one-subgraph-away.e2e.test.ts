import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contractOf, subgraphNames } from '@micromart/service';
import { eventually, type Freezer } from '@micromart/service/testing';
import { Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { thingsToShow } from './testing/delivered-order.ts';
import { type Answer, wrongWithout } from './testing/missing-fields.ts';
import { OPENING } from './testing/open-shop.ts';
import { type Screen, screens } from './testing/screens.ts';
import { openSplitShop, type SplitShop } from './testing/split-shop.ts';

type Timed = Answer & { readonly milliseconds: number };
/** By screen. */
type Answers = ReadonlyMap<string, Timed>;

/** Every screen of the shop is asked several times (milliseconds). */
const PATIENCE = 240_000;
/** What the slowest answer may take longer because the machine does other things as well; who waits for what hangs waits for seconds (milliseconds). */
const BUSY = 1_500;

let shop: SplitShop;
let all: readonly Screen[];
const usual = new Map<string, Answer>();
/** How long each screen took, all being there. */
let before: readonly (readonly [name: string, answer: Timed])[];
const tokens = new Map<string, string>();
const measured: string[] = [];

beforeAll(async () => {
  shop = await openSplitShop();
  all = screens(await thingsToShow(shop));
  const answers = await eventually(
    () => askAll(),
    given => touched(given).size === 0,
  );
  for (const [name, answer] of answers) usual.set(name, answer);
  before = [...(await askAll()), ...(await askAll())];
}, OPENING + PATIENCE);
afterAll(async () => {
  process.stdout.write(`${measured.join('\n')}\n`);
  await shop.close();
});

async function ask({ query, variables, visitor }: Screen): Promise<Timed> {
  const begun = performance.now();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(visitor)}` };
  const response = await fetch(`${shop.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const answer = (await response.json()) as Answer;
  return { ...answer, milliseconds: performance.now() - begun };
}

/** Mutations one after the other, as each stands on the one before; then queries, a few at a time. */
async function askAll(only: (screen: Screen) => boolean = () => true): Promise<Answers> {
  const answers = new Map<string, Timed>();
  for (const name of ['alice', 'ada'] as const) tokens.set(name, await shop.tokenOf(name));
  for (const screen of all) if (screen.kind === 'mutation' && only(screen)) answers.set(screen.name, await ask(screen));
  const queries = all.filter(screen => screen.kind === 'query' && only(screen));
  const next = queries.values();
  const some = Array.from({ length: 4 }, async () => {
    for (const screen of next) answers.set(screen.name, await ask(screen));
  });
  await Promise.all(some);
  return answers;
}

/** Whose root field it is. */
const owners = new Map(
  subgraphNames.flatMap(name =>
    parse(contractOf(name)).definitions.flatMap(type =>
      (type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.OBJECT_TYPE_EXTENSION) &&
      ['Query', 'Mutation', 'Subscription'].includes(type.name.value)
        ? (type.fields ?? []).map(field => [field.name.value, name] as const)
        : [],
    ),
  ),
);

/** What is wrong with the answers while a subgraph is away, by screen. */
function wrongs(away: string, answers: ReadonlyMap<string, Answer>): readonly string[] {
  return all.flatMap(({ name, roots }) => {
    const [whole, answer] = [usual.get(name), answers.get(name)];
    if (whole === undefined || answer === undefined) return [];
    const [rootsBefore, rootsNow] = [whole.data, answer.data] as (Record<string, unknown> | null | undefined)[];
    const lost = roots.filter(([root, field]) => owners.get(field) !== away && rootsBefore?.[root] != null && rootsNow?.[root] == null);
    return [...lost.map(([root]) => `${root} is not answered`), ...wrongWithout(away, whole, answer)].map(wrong => `${name}: ${wrong}`);
  });
}

const touched = (answers: ReadonlyMap<string, Answer>): ReadonlySet<string> =>
  new Set([...answers].flatMap(([name, { errors = [] }]) => (errors.length > 0 ? [name] : [])));

const tookOf = ({ milliseconds }: Timed): number => milliseconds;

const percentile = (milliseconds: readonly number[], part: number): number =>
  milliseconds.toSorted((a, b) => a - b)[Math.floor(milliseconds.length * part)] ?? 0;

type Took = ReadonlyMap<string, number>;

/** How long each screen took in the slowest of several rounds (milliseconds), but for some. */
function longest(rounds: readonly Answers[], without: ReadonlySet<string>): Took {
  const took = new Map<string, number>();
  for (const [screen, answer] of rounds.flatMap(round => [...round]))
    if (!without.has(screen)) took.set(screen, Math.max(tookOf(answer), took.get(screen) ?? 0));
  return took;
}

const better = (one: Took, other: Took): Took => new Map(Array.from(one, ([screen, took]) => [screen, Math.min(took, other.get(screen) ?? took)]));

async function firstEvent({ query, variables, visitor }: Screen): Promise<Answer> {
  const connectionParams = { authorization: `Bearer ${tokens.get(visitor)}` };
  const client = createClient({ url: `${shop.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
  const live = client.iterate({ query, variables });
  try {
    return (await live.next()).value as Answer;
  } catch (errors) {
    return { data: null, errors: errors as NonNullable<Answer['errors']> };
  } finally {
    await live.return?.();
    await client.dispose();
  }
}

/** Those that begin with a state; the others with the first change. */
const beginsWithState = ({ name }: Screen): boolean => ['CartLive', 'OrderLive', 'ShipmentLive'].includes(name);

test('while all are there, every screen of the shop is answered without an error', () => {
  expect(all.length).toBeGreaterThan(80);
  expect([...usual].filter(([, { errors }]) => errors !== undefined)).toEqual([]);
  expect([...usual].filter(([, { data }]) => Object.values(data as object).every(root => root === null))).toEqual([]);
});

describe.each(subgraphNames)('without %s', name => {
  const way = (): Freezer => {
    const found = shop.ways.get(name);
    if (found === undefined) throw new Error(`there is no way to ${name}`);
    return found;
  };
  /** What is answered while it is down. */
  let answers: Answers;
  const events: (readonly [screen: Screen, first: Answer])[] = [];
  /** The screens that miss something then. */
  let own: ReadonlySet<string>;
  const isOther = (screen: Screen): boolean => !own.has(screen.name);
  const isOwnRoot = ({ roots }: Screen): boolean => owners.get(roots[0]?.[1] ?? '') === name;
  const back = () => eventually(async () => touched(await askAll(screen => screen.kind === 'query' && own.has(screen.name))).size === 0);

  async function whileDown<Seen>(look: () => Promise<Seen>): Promise<Seen> {
    let seen: Seen;
    await way().takeAway();
    try {
      seen = await look();
    } finally {
      await way().bringBack();
    }
    await back();
    return seen;
  }

  /** What the other screens are answered from the moment at which it hangs, in two rounds. */
  async function besideHanging(): Promise<readonly Answers[]> {
    way().freeze();
    try {
      const hanging = askAll(screen => own.has(screen.name));
      const beside = [await askAll(isOther), await askAll(isOther)];
      expect(wrongs(name, await hanging)).toEqual([]);
      const known = await askAll();
      expect(wrongs(name, known)).toEqual([]);
      expect(percentile(Array.from(known.values(), tookOf), 0.95)).toBeLessThan(2_000);
      return beside;
    } finally {
      way().thaw();
    }
  }

  /**
   * Looks again when the other screens were slow, and takes the better time of each: a busy machine holds up others then, and who waits for
   * what is not there waits again.
   * @param again gives what the others are answered when it goes away once more.
   */
  async function expectAsFastAsUsual(how: string, seen: readonly Answers[], again: () => Promise<readonly Answers[]>): Promise<void> {
    const usually = before.flatMap(([screen, answer]) => (own.has(screen) ? [] : [tookOf(answer)]));
    const usual99 = percentile(usually, 0.99);
    const limit = usual99 * 2 + BUSY;
    let took = longest(seen, own);
    if (percentile([...took.values()], 0.99) >= limit) took = better(took, longest(await again(), own));
    const p99 = percentile([...took.values()], 0.99);
    measured.push(`${name} ${how}: p99 of the rest ${p99.toFixed(0)} ms, usually ${usual99.toFixed(0)} ms: ${(p99 / usual99).toFixed(2)} times`);
    expect(p99).toBeLessThan(limit);
  }

  beforeAll(
    () =>
      whileDown(async () => {
        answers = await askAll();
        own = touched(answers);
        for (const screen of all)
          if (screen.kind === 'subscription' && (isOwnRoot(screen) || beginsWithState(screen))) events.push([screen, await firstEvent(screen)]);
      }),
    PATIENCE,
  );
  afterAll(back, PATIENCE);

  test('which is down, each screen shows what the others know, and SUBGRAPH_UNAVAILABLE where it knows nothing', () => {
    expect(wrongs(name, answers)).toEqual([]);
    expect(own.size).toBeGreaterThan(0);
    for (const [screen, event] of events) {
      const isOwn = isOwnRoot(screen);
      expect([screen.name, event.errors?.filter(({ extensions }) => extensions?.['code'] !== 'SUBGRAPH_UNAVAILABLE') ?? []]).toEqual([
        screen.name,
        [],
      ]);
      expect([screen.name, event.data == null]).toEqual([screen.name, isOwn]);
      if (isOwn) expect([screen.name, event.errors?.length ?? 0]).not.toEqual([screen.name, 0]);
    }
  });

  test(
    'which is down, the rest is answered as fast as usual',
    () => expectAsFastAsUsual('is down', [answers], async () => [await whileDown(() => askAll())]),
    PATIENCE,
  );

  test(
    'which takes requests and answers nothing, the rest is answered as fast as usual, and its own part soon says that it is not there',
    async () =>
      expectAsFastAsUsual('hangs', await besideHanging(), async () => {
        await back();
        return besideHanging();
      }),
    PATIENCE,
  );
});
