import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { everyone, forbiddenError, nobody } from './rules.ts';
import { shield } from './shield.ts';

type Rule = typeof everyone | ReturnType<ReturnType<typeof import('graphql-shield').rule>> | ReturnType<typeof import('graphql-shield').and>;

/** Rules in the shape of the schema: for a type, or for each of its fields; `*` stands for the fields that are not named. */
export type PermissionTree = Readonly<Record<string, Rule | Readonly<Record<string, Rule>>>>;

/** A tree that `guard` puts onto a schema. */
export interface Permissions {
  readonly tree: PermissionTree;
  readonly shield: ReturnType<typeof shield>;
}

/** What the tree does not name is closed. */
export const permissions = (tree: PermissionTree): Permissions => ({
  tree,
  shield: shield(tree, { fallbackRule: nobody, allowExternalErrors: true, fallbackError: forbiddenError }),
});

type Guard = (next: () => unknown, parent: unknown, args: unknown, context: unknown, info: unknown) => unknown;
type Resolve = GraphQLFieldResolver<unknown, unknown>;

/**
 * Puts the rules onto a finished subgraph schema, in place: whatever way leads to a field, `_entities` too, leads through its rule.
 * Subscriptions are refused before their source starts. Federation's own `_service` and `_entities` stay open.
 * @throws Error when the tree names a type or field that the schema does not have.
 */
export function guard(schema: GraphQLSchema, { tree, shield: generator }: Permissions): GraphQLSchema {
  const guards = generator.generate(schema) as Record<string, Record<string, Guard | { readonly resolve: Guard }>>;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      // a list of 1,000 rows with open fields would otherwise pay for four thousand promises
      if (field.name === '_service' || field.name === '_entities' || ruleOf(tree, type.name, field.name) === everyone) continue;
      const found = guards[type.name]?.[field.name];
      if (found === undefined) throw new Error(`no rule was made for ${type.name}.${field.name}`);
      const check = typeof found === 'function' ? found : found.resolve;
      if (type === schema.getSubscriptionType()) field.subscribe = checked(check, field.subscribe ?? defaultFieldResolver);
      else field.resolve = checked(check, field.resolve ?? defaultFieldResolver);
    }
  }
  return schema;
}

function ruleOf(tree: PermissionTree, type: string, field: string): Rule {
  const rules = tree[type];
  if (rules === undefined) return nobody;
  return isRule(rules) ? rules : (rules[field] ?? rules['*'] ?? nobody);
}

const isRule = (rules: PermissionTree[string]): rules is Rule => typeof (rules as Rule).resolve === 'function';

const checked =
  (check: Guard, next: Resolve): Resolve =>
  (parent, args, context, info) =>
    check(() => next(parent, args, context, info), parent, args, context, info);
