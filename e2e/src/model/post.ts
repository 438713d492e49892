import { numbering } from './numbering.ts';
import type { Name, Said } from './participants.ts';
import { remembered, rememberedPair } from './remembered.ts';
import { readersOf } from './routes.ts';

/** An event on its way from its publisher to one reader. */
export interface Message {
  readonly from: Name;
  readonly to: Name;
  readonly said: Said;
}

/** Numbers of what is on its way. What comes to orders is apart: it alone is looked through at every moment. */
export interface Mail {
  readonly toOrders: number;
  readonly toOthers: number;
}

/** A message taken out of one half of some mail: its number, and the half that is left. */
export interface Taken {
  readonly message: number;
  readonly label: string;
  readonly to: Name;
  readonly rest: number;
}

export interface Post {
  readonly nothing: Mail;
  messageOf(message: number): Message;
  /** The same message under another sequence number. */
  renumbered(message: number, sequence: number): number;
  /** The messages of one half of some mail. In what order its queues are written down makes no other mail. */
  messagesIn(half: number): readonly number[];
  halfOf(messages: readonly number[]): number;
  /** The messages that come of what was said, one a reader. */
  posted(from: Name, said: readonly Said[]): Mail;
  joined(half: number, more: number): number;
  /** Those of a half that may be the next to arrive: the first of each queue. In any order, each message is a queue of its own. */
  nextOf(half: number): readonly Taken[];
  /** Those of a half that are said again by themselves when they are lost. */
  losableIn(half: number): readonly Taken[];
}

const places: Readonly<Record<Name, number>> = { orders: 0, payments: 1, warehouse: 2, shipments: 3 };

/** @param mayLose whether messages can be lost. */
export function postOf(order: 'key' | 'any', mayLose: boolean): Post {
  const messages = numbering<Message>();
  const halves = numbering<readonly number[]>();

  function queueOf(message: number): number {
    if (order === 'any') return message;
    const { from, to } = messages.valueOf(message);
    return places[from] * 4 + places[to];
  }
  const halfOf = (half: readonly number[]): number => halves.numberOf(half.toSorted((one, other) => queueOf(one) - queueOf(other)));

  const mailOf = (all: readonly Message[]): Mail => ({
    toOrders: halfOf(all.filter(({ to }) => to === 'orders').map(message => messages.numberOf(message))),
    toOthers: halfOf(all.filter(({ to }) => to !== 'orders').map(message => messages.numberOf(message))),
  });
  const isFirst = (message: number, place: number, half: readonly number[]): boolean =>
    half.findIndex(other => queueOf(other) === queueOf(message)) === place;
  const taking = (mayBe: (message: number, place: number, half: readonly number[]) => boolean): ((half: number) => readonly Taken[]) =>
    remembered(number => {
      const half = halves.valueOf(number);
      return half.flatMap((message, place) => {
        if (!mayBe(message, place, half)) return [];
        const { to, said } = messages.valueOf(message);
        return [{ message, to, label: `${nameOf(said)} -> ${to}`, rest: halfOf(half.toSpliced(place, 1)) }];
      });
    });

  return {
    nothing: mailOf([]),
    messageOf: message => messages.valueOf(message),
    renumbered: rememberedPair((message, sequence) => {
      const { said, ...way } = messages.valueOf(message);
      return messages.numberOf({ ...way, said: { ...said, sequence } });
    }),
    messagesIn: half => halves.valueOf(half),
    halfOf,
    posted: (from, said) => mailOf(said.flatMap(one => readersOf(one.type, mayLose).map(to => ({ from, to, said: heardBy(to, from, one) })))),
    joined: rememberedPair((half, more) => halfOf([...halves.valueOf(half), ...halves.valueOf(more)])),
    nextOf: taking(isFirst),
    losableIn: taking(message => healsWhenLost(messages.valueOf(message))),
  };
}

const nameOf = ({ type, data }: Said): string => ('parcelId' in data ? `${type} ${String(data.parcelId)}` : type);

/** What warehouse and shipments say to one another needs no number: neither looks at it. */
const heardBy = (to: Name, from: Name, said: Said): Said => (to === 'orders' || from === 'orders' ? said : { ...said, sequence: 0 });

const waitsForPeople: ReadonlySet<string> = new Set(['shipment.delivered', 'shipment.returned']);

/**
 * Whether a message that was lost, or parked, is said again by itself: what orders says and hears is, until the order is shipped. After that,
 * and between the others, people are called.
 */
const healsWhenLost = ({ from, to, said }: Message): boolean =>
  said.type === 'parcel.packed' || ((from === 'orders' || to === 'orders') && !waitsForPeople.has(said.type));
