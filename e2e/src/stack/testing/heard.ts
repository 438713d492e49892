import { cartsListeners } from '@micromart/carts';
import { eventNamed, events, topicOf } from '@micromart/events';
import { consumers } from '@micromart/host';

/** What each subgraph listens to; carts among them, which has no database to keep an inbox in. */
const heard: Readonly<Record<string, readonly string[]>> = { ...consumers, carts: Object.keys(cartsListeners) };

/** The topics that events are published on. */
export const topicsInUse: readonly string[] = [...new Set(Object.values(events).map(({ publisher }) => topicOf(publisher)))].toSorted();

/** Types that some subgraph listens to. */
export const heardTypes: readonly string[] = [...new Set(Object.values(heard).flat())].toSorted();

/** The subgraphs that listen to a type. */
export const listenersTo = (type: string): readonly string[] =>
  Object.entries(heard).flatMap(([subgraph, types]) => (types.includes(type) ? [subgraph] : []));

/** The subgraphs that follow a topic. */
export const followersOf = (topic: string): readonly string[] =>
  Object.entries(heard).flatMap(([subgraph, types]) =>
    types.some(type => topicOf(eventNamed(type)?.publisher ?? 'users') === topic) ? [subgraph] : [],
  );
