import { isStorable } from '@micromart/input';
import { type DocumentNode, type GraphQLSchema, parse, validate, visit } from 'graphql';
import { badUserInput } from './faults.ts';

/** Operation texts of the gateway repeat: each is parsed and checked once. */
const REMEMBERED = 2_000;

/**
 * Parses operations and checks them against the schema; remembers the ones that fit.
 * @returns what throws the first fault of an operation.
 */
export function rememberDocuments(schema: GraphQLSchema): (query: string) => DocumentNode {
  const documents = new Map<string, DocumentNode>();
  return query => {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    const [fault] = validate(schema, document);
    if (fault !== undefined) throw fault;
    refuseUnstorable(document);
    if (documents.size >= REMEMBERED) for (const oldest of documents.keys()) if (documents.delete(oldest)) break;
    documents.set(query, document);
    return document;
  };
}

/** What is written into the operation itself comes past the check of variables. */
function refuseUnstorable(document: DocumentNode): void {
  visit(document, {
    StringValue({ value }) {
      if (!isStorable(value)) throw badUserInput('a text in the operation has characters that are not text (U+0000 or half a surrogate pair)');
    },
  });
}
