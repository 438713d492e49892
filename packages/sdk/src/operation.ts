import { type DocumentNode, Kind, type OperationDefinitionNode, print, type ValueNode } from 'graphql';

/** What of a document every request needs. */
export interface Operation {
  readonly name: string | undefined;
  readonly text: string;
  readonly definition: OperationDefinitionNode;
}

/** A document that takes no variables, or needs none, may be sent without. */
export type VariablesOf<Variables> = Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];
/** As code generators make them: the types are in a field that is never there. */
export type Document<Result, Variables> = DocumentNode & { readonly __apiType?: (variables: Variables) => Result };

const operations = new WeakMap<DocumentNode, Operation>();

/** The one operation of a document. @throws TypeError when it has none, or several. */
export function operationOf(document: DocumentNode): Operation {
  const known = operations.get(document);
  if (known !== undefined) return known;
  const [definition, ...others] = document.definitions.filter(node => node.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined || others.length > 0) throw new TypeError('a document must have exactly one operation');
  const operation = { name: definition.name?.value, text: print(document), definition };
  operations.set(document, operation);
  return operation;
}

/**
 * Whether sending an operation twice has the effect of sending it once: a query, or a mutation whose every field is given an idempotency
 * key, by itself or in its input.
 */
export function isRepeatable({ definition }: Operation, variables: object): boolean {
  if (definition.operation !== 'mutation') return true;
  return definition.selectionSet.selections.every(
    field => field.kind === Kind.FIELD && (field.arguments ?? []).some(({ name, value }) => carriesKey(name.value, value, variables)),
  );
}

const KEY = 'idempotencyKey';

function carriesKey(name: string, value: ValueNode, variables: object): boolean {
  const given = value.kind === Kind.VARIABLE ? (variables as Readonly<Record<string, unknown>>)[value.name.value] : undefined;
  if (name === KEY) return value.kind === Kind.VARIABLE ? typeof given === 'string' : value.kind === Kind.STRING;
  if (value.kind === Kind.OBJECT) return value.fields.some(field => carriesKey(field.name.value, field.value, variables));
  return typeof given === 'object' && given !== null && KEY in given && typeof given[KEY] === 'string';
}
