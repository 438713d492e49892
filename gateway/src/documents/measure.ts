import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { pageSizeOf, type Variables } from './page-size.ts';

/** What an operation asks for, fragments counted wherever they are spread. */
export interface Measure {
  /** Objects that may have to be fetched; a scalar counts as a tenth. */
  readonly cost: number;
  /** Measures of fields, introspection aside. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields on the first level, `__typename` included. */
  readonly rootFields: number;
}

const SCALAR_COST = 0.1;
const MUTATION_COST = 10;
/** Introspection reads no data, and costs the gateway some milliseconds of its own. */
const INTROSPECTION_COST = 1_000;
/** Lists without `first` are short: lines of a cart, variants of a product. */
const ASSUMED_LIST_SIZE = 5;

/**
 * Measures one operation in one pass: a fragment is measured once, however often it is spread, so that the work grows with the text alone.
 * Fields that the schema does not know are left to validation, as are fragments that spread themselves.
 */
export function measure(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Measure>();
  const sizeOf = pageSizeOf(operation, variables);

  function measureOf(selections: SelectionSetNode, parent: GraphQLNamedType | undefined, page: number | undefined): Sum {
    const sum = nothing();
    for (const selection of selections.selections) {
      sum.directives += selection.directives?.length ?? 0;
      switch (selection.kind) {
        case Kind.FIELD:
          addField(sum, selection, parent, page);
          break;
        case Kind.INLINE_FRAGMENT: {
          const type = selection.typeCondition === undefined ? parent : schema.getType(selection.typeCondition.name.value);
          add(sum, measureOf(selection.selectionSet, type, page));
          break;
        }
        case Kind.FRAGMENT_SPREAD:
          add(sum, fragmentMeasure(selection.name.value, page));
          break;
        default:
          selection satisfies never;
      }
    }
    return sum;
  }

  function fragmentMeasure(name: string, page: number | undefined): Measure {
    const key = page === undefined ? name : `${name} ${page}`;
    const known = measured.get(key);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    if (fragment === undefined) return nothing();
    measured.set(key, nothing());
    const sum = measureOf(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), page);
    sum.directives += fragment.directives?.length ?? 0;
    measured.set(key, sum);
    return sum;
  }

  function addField(sum: Sum, field: FieldNode, parent: GraphQLNamedType | undefined, page: number | undefined): void {
    const name = field.name.value;
    sum.rootFields += 1;
    if (field.alias !== undefined) sum.aliases += 1;
    if (name === '__schema' || name === '__type') {
      sum.cost += INTROSPECTION_COST;
      return;
    }
    sum.depth = Math.max(sum.depth, 1);
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (field.selectionSet === undefined) {
      sum.cost += SCALAR_COST;
      return;
    }
    const ownPage = definition === undefined ? undefined : sizeOf(field, definition);
    const isList = definition !== undefined && isListType(getNullableType(definition.type));
    const size = isList ? (ownPage ?? page ?? ASSUMED_LIST_SIZE) : 1;
    const type = definition === undefined ? undefined : getNamedType(definition.type);
    const inner = measureOf(field.selectionSet, isCompositeType(type) ? type : undefined, isList ? undefined : ownPage);
    sum.cost += size * (1 + inner.cost);
    sum.depth = Math.max(sum.depth, 1 + inner.depth);
    sum.aliases += inner.aliases;
    sum.directives += inner.directives;
  }

  const whole = measureOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, undefined);
  return {
    ...whole,
    cost: whole.cost + (operation.operation === 'mutation' ? whole.rootFields * MUTATION_COST : 0),
    directives: whole.directives + (operation.directives?.length ?? 0),
  };
}

type Sum = { -readonly [Key in keyof Measure]: Measure[Key] };

const nothing = (): Sum => ({ cost: 0, depth: 0, aliases: 0, directives: 0, rootFields: 0 });

function add(to: Sum, other: Measure): void {
  to.cost += other.cost;
  to.depth = Math.max(to.depth, other.depth);
  to.aliases += other.aliases;
  to.directives += other.directives;
  to.rootFields += other.rootFields;
}
