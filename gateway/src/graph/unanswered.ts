import { type GraphQLFormattedError, Kind, parse, type SelectionSetNode } from 'graphql';
import type { SubgraphResponse } from '@micromart/service';

/** What a request to a subgraph asks for: response names on the first level, for entities by their type. */
interface Asked {
  readonly fields: readonly string[];
  readonly fieldsByType: ReadonlyMap<string, readonly string[]>;
}

const REMEMBERED = 500;
const remembered = new Map<string, Asked>();

/**
 * The answer in place of a subgraph's: an error for each field that stays null, so that a client can tell "nothing there" from "not known now".
 * @param variables with `representations` when entities were asked for.
 */
export function unanswered(query: string, variables: Readonly<Record<string, unknown>> | undefined, message: string): SubgraphResponse {
  const asked = askedBy(query);
  const error = (...path: (string | number)[]): GraphQLFormattedError => ({ message, path, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
  const representations = variables?.['representations'];
  if (!Array.isArray(representations)) return { data: null, errors: asked.fields.map(field => error(field)) };
  return {
    data: null,
    errors: representations.flatMap(({ __typename }, index) =>
      (asked.fieldsByType.get(__typename) ?? []).map(field => error('_entities', index, field)),
    ),
  };
}

function askedBy(query: string): Asked {
  const known = remembered.get(query);
  if (known !== undefined) return known;
  const asked = read(query);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(query, asked);
  return asked;
}

function read(query: string): Asked {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find(definition => definition.kind === Kind.OPERATION_DEFINITION);
  const fields = operation === undefined ? [] : fieldsIn(operation.selectionSet);
  const entities = operation?.selectionSet.selections.find(selection => selection.kind === Kind.FIELD && selection.name.value === '_entities');
  const fieldsByType = new Map<string, readonly string[]>();
  if (entities?.kind === Kind.FIELD)
    for (const selection of entities.selectionSet?.selections ?? [])
      if (selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition !== undefined) {
        const type = selection.typeCondition.name.value;
        fieldsByType.set(type, [...(fieldsByType.get(type) ?? []), ...fieldsIn(selection.selectionSet)]);
      }
  return { fields, fieldsByType };
}

/** `__typename` the gateway knows by itself. */
const fieldsIn = (selections: SelectionSetNode): string[] =>
  selections.selections.flatMap(selection =>
    selection.kind === Kind.FIELD
      ? selection.name.value === '__typename'
        ? []
        : [selection.alias?.value ?? selection.name.value]
      : selection.kind === Kind.INLINE_FRAGMENT
        ? fieldsIn(selection.selectionSet)
        : [],
  );
