import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isInputObjectType,
  type ValueNode,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from 'graphql';

/** Where an operation presents access tokens of orders: arguments and input fields named `accessToken`. */
export interface AccessTokenSources {
  /** Written into the document. */
  readonly literals: readonly string[];
  /** Variables that are a token. */
  readonly variables: readonly string[];
  /** Variables whose input type has such a field, at any depth. */
  readonly inputs: readonly string[];
}

const NAME = 'accessToken';
/** A token has 22 characters; what is longer than this cannot be one. */
const LONGEST = 100;
const MOST_TOKENS = 10;
/** Levels of an input that are looked through; clients choose how deep their variables are. */
const DEEPEST = 10;

export function accessTokenSources(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): AccessTokenSources {
  const literals = new Set<string>();
  const variables = new Set<string>();
  const note = ({ name, value }: { readonly name: { readonly value: string }; readonly value: ValueNode }): void => {
    if (name.value !== NAME) return;
    if (value.kind === Kind.STRING) literals.add(value.value);
    else if (value.kind === Kind.VARIABLE) variables.add(value.name.value);
  };
  // other operations of the document may only add sources that hold nothing in this request
  visit(document, { Argument: note, ObjectField: note });
  const definitions = operation.variableDefinitions ?? [];
  for (const { variable, defaultValue } of definitions)
    if (variables.has(variable.name.value) && defaultValue?.kind === Kind.STRING) literals.add(defaultValue.value);
  const inputs = definitions
    .filter(({ type }) => holdsToken(getNamedType(typeFromAST(schema, type as never) as never), new Set()))
    .map(({ variable }) => variable.name.value);
  return { literals: [...literals], variables: [...variables], inputs };
}

/** The tokens that a request presents, each once and at most ten; they are not checked here. */
export function accessTokens(sources: AccessTokenSources, values: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  if (sources.literals.length === 0 && (values === undefined || (sources.variables.length === 0 && sources.inputs.length === 0))) return none;
  const tokens = new Set<string>();
  const note = (value: unknown): void => {
    if (typeof value === 'string' && value !== '' && value.length <= LONGEST && tokens.size < MOST_TOKENS) tokens.add(value);
  };
  sources.literals.forEach(note);
  for (const name of sources.variables) note(values?.[name]);
  for (const name of sources.inputs) search(values?.[name], note);
  return [...tokens];
}

const none: readonly string[] = [];

function search(value: unknown, note: (token: unknown) => void, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === NAME) note(inner);
    else search(inner, note, depth + 1);
  }
}

function holdsToken(type: unknown, seen: Set<string>): boolean {
  if (!isInputObjectType(type) || seen.has(type.name)) return false;
  seen.add(type.name);
  return Object.values(type.getFields()).some(field => field.name === NAME || holdsToken(getNamedType(field.type), seen));
}
