import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { misleadingAlias } from './aliases.ts';

const schema = buildSchema(`
  type Query { node: Node  thing: Thing }
  interface Node { id: ID }
  type Address implements Node { id: ID  region: String  countryCode: String }
  type Shop implements Node { id: ID  name: String }
  union Thing = Address | Shop
`);
const of = (text: string) => misleadingAlias(schema, parse(text));

test('an alias must not stand before another field of its type, nor of a type that the object may turn out to have', () => {
  expect(of('{ thing { ... on Address { countryCode: region } } }')).toEqual({ alias: 'countryCode', type: 'Address' });
  expect(of('{ node { region: id } }')).toEqual({ alias: 'region', type: 'Node' });
  expect(of('{ node { name: __typename } }')).toEqual({ alias: 'name', type: 'Node' });
  expect(of('{ thing { id: __typename } }')).toEqual({ alias: 'id', type: 'Thing' });
  expect(of('{ node { __typename: id } }')).toEqual({ alias: '__typename', type: 'Node' });
});

test('other aliases are free', () => {
  expect(of('{ first: node { number: id id: id ... on Shop { region: name } } }')).toBeUndefined();
});
