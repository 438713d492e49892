import { expect, test } from '@jest/globals';
import { buildSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { measure } from './measure.ts';
import type { Variables } from './page-size.ts';

const schema = buildSchema(`
  type Query { me: User  products(first: Int = 20): Products  tags(first: Int!): [Tag!]!  any: Any }
  type Mutation { save: User }
  type User { id: ID  name: String  friends: [User!] }
  type Products { nodes: [Product!]  totalCount: Int }
  type Product { id: ID  variants: [Variant!]! }
  type Variant { id: ID }
  type Tag { id: ID  name: String }
  union Any = User | Tag
`);

const of = (text: string, variables: Variables = {}) => {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const { cost, ...rest } = measure(schema, document, operation, variables);
  return { ...rest, cost: Math.round(cost * 10) / 10 };
};

test('objects count one, scalars a tenth, mutations ten more', () => {
  expect(of('{ me { id name } }').cost).toBe(1.2);
  expect(of('mutation { save { id } }').cost).toBe(11.1);
});

test('lists count by the page that is asked for: written, by variable, by its default, by the default of the field', () => {
  expect(of('{ products(first: 10) { nodes { id } totalCount } }').cost).toBe(12.1);
  expect(of('query Q($n: Int) { products(first: $n) { nodes { id } } }', { n: 2 }).cost).toBe(3.2);
  expect(of('query Q($n: Int = 3) { products(first: $n) { nodes { id } } }').cost).toBe(4.3);
  expect(of('{ products { nodes { id } } }').cost).toBe(23);
  expect(of('query Q($n: Int) { products(first: $n) { nodes { id } } }', 'worst').cost).toBe(111);
  expect(of('{ tags(first: 7) { id } }').cost).toBe(7.7);
});

test('lists in lists multiply', () => {
  expect(of('{ products(first: 10) { nodes { variants { id } } } }').cost).toBe(66);
});

test('fragments count wherever they are spread, and the work does not', () => {
  const levels = Array.from({ length: 100 }, (_, i) => `fragment F${i} on User { ...F${i + 1} friends { ...F${i + 1} } }`).join(' ');
  const start = performance.now();
  expect(of(`{ me { ...F0 } } ${levels} fragment F100 on User { id }`).cost).toBeGreaterThan(1e30);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('a fragment that spreads itself is left to validation', () => {
  expect(of('{ me { ...F } } fragment F on User { id friends { ...F } }').depth).toBe(2);
});

test('depth, aliases, directives and root fields count through fragments of every kind', () => {
  const measured = of(
    '{ a: me @skip(if: false) { ...F } any { ... on User @include(if: true) { n: name } } __typename } fragment F on User { i: id friends { id } }',
  );
  expect(measured).toEqual(expect.objectContaining({ depth: 3, aliases: 3, directives: 2, rootFields: 3 }));
});

test('introspection has a price and no depth', () => {
  expect(of('{ __schema { types { fields { type { ofType { name } } } } } }')).toEqual(expect.objectContaining({ cost: 1_000, depth: 0 }));
});
