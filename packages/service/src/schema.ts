import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { guard, type Permissions } from '@micromart/auth';
import { type GraphQLSchema, Kind, parse } from 'graphql';
import { scalars } from './scalars.ts';

/** The contract of a subgraph, from the repository's `schema/` folder. */
export const contractOf = (name: string): string => readFileSync(new URL(`../../../schema/${name}.graphql`, import.meta.url), 'utf8');

/** A subgraph's executable schema: the contract, its resolvers, the scalars it declares, and permissions on every field. */
export function executableSchema(contract: string, resolvers: Readonly<Record<string, object>>, permissions: Permissions): GraphQLSchema {
  const typeDefs = parse(contract);
  const declared = typeDefs.definitions.flatMap(definition => (definition.kind === Kind.SCALAR_TYPE_DEFINITION ? [definition.name.value] : []));
  const used = Object.fromEntries(Object.entries(scalars).filter(([name]) => declared.includes(name)));
  return guard(buildSubgraphSchema({ typeDefs, resolvers: { ...used, ...resolvers } as never }), permissions);
}
