import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';
import { CountryCodeResolver, DateTimeISOResolver } from 'graphql-scalars';
import { isCurrency } from '@micromart/money';

/** A scalar that is a string on both sides. */
function textScalar(
  name: string,
  description: string,
  read: (text: string) => string | undefined,
  example: string,
): GraphQLScalarType<string, string> {
  const check = (value: unknown, node?: ValueNode): string => {
    const found = typeof value === 'string' ? read(value) : undefined;
    if (found === undefined) {
      throw new GraphQLError(`${JSON.stringify(value)} is not a ${name}; write it like ${JSON.stringify(example)}`, {
        ...(node === undefined ? {} : { nodes: node }),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    return found;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: value => String(value),
    parseValue: value => check(value),
    parseLiteral: node => check(node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined, node),
  });
}

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** How the API's scalars are read and written; a subgraph takes those that its schema declares. */
export const scalars = {
  /** Times are `Date` inside and ISO 8601 in UTC outside. */
  DateTime: DateTimeISOResolver,
  Decimal: textScalar(
    'Decimal',
    'An exact decimal number in a string.',
    text => (/^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? text : undefined),
    '12.50',
  ),
  CurrencyCode: textScalar('CurrencyCode', 'ISO 4217.', text => (isCurrency(text) ? text : undefined), 'EUR'),
  CountryCode: CountryCodeResolver,
  URL: textScalar(
    'URL',
    'An absolute http or https address.',
    text => (text.length <= 2_000 && isWebUrl(text) ? text : undefined),
    'https://example.test/',
  ),
  JSON: new GraphQLScalarType({
    name: 'JSON',
    description: 'Any JSON value.',
    serialize: value => value,
    parseValue: value => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  }),
} as const;
