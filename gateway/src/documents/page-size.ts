import { type FieldNode, type GraphQLField, Kind, type OperationDefinitionNode } from 'graphql';

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
