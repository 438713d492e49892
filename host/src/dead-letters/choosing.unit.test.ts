import { expect, test } from '@jest/globals';
import { chosenShelves } from './choosing.ts';
import type { Shelf } from './shelves.ts';

const shelf = (subgraph: string, idPattern: RegExp): Shelf => ({
  ...{ subgraph, idPattern, list: () => Promise.resolve([]) },
  ...{ count: () => Promise.resolve(0), redrive: () => Promise.resolve([]) },
});
const shelves = [shelf('orders', /^\d+$/), shelf('carts', /./)];

test('without a name, or with all, every shelf is meant', () => {
  expect(chosenShelves(shelves, undefined, [])).toEqual(shelves);
  expect(chosenShelves(shelves, 'all', [])).toEqual(shelves);
});

test('one is meant by its name, with ids of its own', () => {
  expect(chosenShelves(shelves, 'orders', ['7', '8']).map(({ subgraph }) => subgraph)).toEqual(['orders']);
  expect(chosenShelves(shelves, 'carts', ['0198c0de']).map(({ subgraph }) => subgraph)).toEqual(['carts']);
});

test('ids of no subgraph in particular are refused, because each numbers its own', () => {
  expect(() => chosenShelves(shelves, 'all', ['7'])).toThrow('name it in the place of all');
});

test('a subgraph that there is not, and an id that it cannot have, are refused by name', () => {
  expect(() => chosenShelves(shelves, 'order', [])).toThrow('There is no subgraph order; there are orders, carts.');
  expect(() => chosenShelves(shelves, 'orders', ['7', 'abc'])).toThrow('No dead letter of orders has the id abc: npm run dlq -- list orders');
});
