import { type DocumentNode, type FieldNode, type GraphQLField, Kind, type OperationDefinitionNode, visit } from 'graphql';

/** Values of variables; `worst` stands for the largest page that subgraphs hand out, wherever a variable decides. */
export type Variables = Readonly<Record<string, unknown>> | 'worst';

/** Subgraphs refuse more (`first` is at most 100). */
const LARGEST_PAGE = 100;

/** How many entries a field with an argument `first` asks for; undefined for a field without one. */
export function pageSizeOf(operation: OperationDefinitionNode, variables: Variables) {
  const defaults = new Map<string, number>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue?.kind === Kind.INT) defaults.set(variable.name.value, Number(defaultValue.value));

  const ofVariable = (name: string): number | undefined => {
    if (variables === 'worst') return LARGEST_PAGE;
    const given = variables[name];
    return typeof given === 'number' ? given : defaults.get(name);
  };

  return (field: FieldNode, definition: GraphQLField<unknown, unknown>): number | undefined => {
    const argument = definition.args.find(({ name }) => name === 'first');
    if (argument === undefined) return undefined;
    const value = field.arguments?.find(({ name }) => name.value === 'first')?.value;
    const given = value?.kind === Kind.INT ? Number(value.value) : value?.kind === Kind.VARIABLE ? ofVariable(value.name.value) : undefined;
    return Math.max(given ?? (typeof argument.defaultValue === 'number' ? argument.defaultValue : LARGEST_PAGE), 0);
  };
}

/** Variables that decide the size of a page. */
export function pageVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (name.value === 'first' && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Whether `worst` would count too little: subgraphs refuse such a page, but it is theirs to say only when it comes to them. */
export const exceedsLargestPage = (names: readonly string[], variables: Readonly<Record<string, unknown>> | undefined): boolean =>
  names.some(name => Number(variables?.[name]) > LARGEST_PAGE);
