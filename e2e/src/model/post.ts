import { type Numbering, numbering } from './numbering.ts';
import type { Name, Said } from './participants.ts';
import { remembered } from './players.ts';
import { readersOf } from './routes.ts';

/** An event on its way from its publisher to one reader. */
export interface Message {
  readonly from: Name;
  readonly to: Name;
  readonly said: Said;
}

export interface Post {
  readonly messages: Numbering<Message>;
  /** The messages that come of what was said, one a reader. */
  posted(from: Name, said: readonly Said[]): number[];
  /** The same message under another sequence number. */
  renumbered(message: number, sequence: number): number;
  /** Messages of one queue arrive as they were posted. In any order, each is a queue of its own. */
  queueOf(message: number): number;
}

const places: Readonly<Record<Name, number>> = { orders: 0, payments: 1, warehouse: 2, shipments: 3 };

/** @param mayLose whether messages can be lost. */
export function postOf(order: 'key' | 'any', mayLose: boolean): Post {
  const messages = numbering<Message>();
  const renumbered = remembered((message, sequence) => {
    const { said, ...way } = messages.valueOf(message);
    return messages.numberOf({ ...way, said: { ...said, sequence } });
  });
  return {
    messages,
    renumbered,
    posted: (from, said) =>
      said.flatMap(one => readersOf(one.type, mayLose).map(to => messages.numberOf({ from, to, said: heardBy(to, from, one) }))),
    queueOf(message) {
      if (order === 'any') return message;
      const { from, to } = messages.valueOf(message);
      return places[from] * 4 + places[to];
    },
  };
}

/** What warehouse and shipments say to one another needs no number: neither looks at it. */
const heardBy = (to: Name, from: Name, said: Said): Said => (to === 'orders' || from === 'orders' ? said : { ...said, sequence: 0 });

const waitsForPeople: ReadonlySet<string> = new Set(['shipment.delivered', 'shipment.returned']);

/**
 * Whether a message that was lost, or parked, is said again by itself: what orders says and hears is, until the order is shipped. After that,
 * and between the others, people are called.
 */
export const healsWhenLost = ({ from, to, said }: Message): boolean =>
  said.type === 'parcel.packed' || ((from === 'orders' || to === 'orders') && !waitsForPeople.has(said.type));
