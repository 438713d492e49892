import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Finds an alias that is the name of another field of its type. The query planner hands fields on to other subgraphs (@requires) by the name
 * in the answer: `shippingAddress { countryCode: region }` would make them compute with a value that the client chose.
 * @param supergraph the schema with the fields that clients cannot see: they are handed on as well.
 * @returns `alias`, and `field` which it stands before; undefined when there is none.
 */
export function misleadingAlias(supergraph: GraphQLSchema, document: DocumentNode): { readonly alias: string; readonly type: string } | undefined {
  let found: { alias: string; type: string } | undefined;
  const types = new TypeInfo(supergraph);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        const alias = field.alias?.value;
        if (alias === undefined || alias === field.name.value || found !== undefined) return;
        const parent = types.getParentType();
        if (parent && namesAField(supergraph, parent, alias)) found = { alias, type: parent.name };
      },
    }),
  );
  return found;
}

/** On an interface or a union the object behind it decides, whichever it will be. */
function namesAField(schema: GraphQLSchema, type: GraphQLNamedType, name: string): boolean {
  if (name.startsWith('__')) return true;
  if ((isObjectType(type) || isInterfaceType(type)) && type.getFields()[name] !== undefined) return true;
  return isAbstractType(type) && schema.getPossibleTypes(type).some(object => object.getFields()[name] !== undefined);
}
