import { hash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { badUserInput, tooComplex } from '../faults.ts';
import { type AccessTokenSources, accessTokenSources } from './access-tokens.ts';
import { misleadingAlias } from './aliases.ts';
import { type DocumentLimits, exceeded } from './limits.ts';
import { measure } from './measure.ts';
import { exceedsLargestPage, pageVariables } from './page-size.ts';

/** A document that was found good: parsed, within the limits, valid. */
export interface CheckedDocument {
  readonly source: string;
  /** SHA-256 in hexadecimal digits, as in automatic persisted queries. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly CheckedOperation[];
}

export interface CheckedOperation {
  readonly node: OperationDefinitionNode;
  readonly name: string | undefined;
  readonly accessTokens: AccessTokenSources;
  /** Within the limits whatever its variables are, as long as no page is larger than subgraphs allow; otherwise each request is measured. */
  readonly withinLimits: boolean;
  readonly pageVariables: readonly string[];
}

export type Verdict =
  | { readonly kind: 'good'; readonly checked: CheckedDocument }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLError[] };

export interface Documents {
  /** The verdict on a document, from memory when its text was seen before. */
  check(source: string): Verdict;
  /** A good document that is remembered. */
  byHash(hash: string): CheckedDocument | undefined;
  /** @throws GraphQLError when there is no such operation, or when it asks for too much with these variables. */
  operation(checked: CheckedDocument, name: string | null | undefined, variables: Readonly<Record<string, unknown>> | undefined): CheckedOperation;
}

export interface DocumentsOptions {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** With the fields that clients do not see. */
  readonly supergraph: GraphQLSchema;
  /** Undefined for documents that are our own. */
  readonly limits: DocumentLimits | undefined;
  readonly introspection: boolean;
}

/** Characters of all remembered documents together: a parsed document takes about sixty times its text. */
const REMEMBERED_CHARACTERS = 1_000_000;
const MOST_ERRORS = 10;

export function createDocuments({ schema, supergraph, limits, introspection }: DocumentsOptions): Documents {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const verdicts = new Map<string, Verdict>();
  const good = new Map<string, CheckedDocument>();
  let characters = 0;

  function remember(source: string, verdict: Verdict): void {
    verdicts.set(source, verdict);
    if (verdict.kind === 'good') good.set(verdict.checked.hash, verdict.checked);
    characters += source.length;
    for (const [oldest, its] of verdicts) {
      if (characters <= REMEMBERED_CHARACTERS) return;
      verdicts.delete(oldest);
      if (its.kind === 'good') good.delete(its.checked.hash);
      characters -= oldest.length;
    }
  }

  function examine(source: string): Verdict {
    let document: DocumentNode;
    try {
      document = parse(source, limits === undefined ? {} : { maxTokens: limits.tokens });
    } catch (error) {
      return refused(unreadable(error));
    }
    const operations = document.definitions.filter(definition => definition.kind === Kind.OPERATION_DEFINITION);
    const worst = limits === undefined ? [] : operations.map(operation => exceeded(limits, measure(schema, document, operation, 'worst')));
    // whatever does not depend on the size of pages is refused now, before validation compares each field with each other
    const hopeless = worst.find(fault => fault !== undefined && fault.limit !== 'cost');
    if (hopeless !== undefined) return refused(tooComplex(hopeless.message));
    const errors = validate(schema, document, rules, { maxErrors: MOST_ERRORS });
    if (errors.length > 0) return refused(...errors.map(error => invalid(error, introspection)));
    const misleading = misleadingAlias(supergraph, document);
    if (misleading !== undefined) return refused(badUserInput(`The alias ${misleading.alias} is the name of another field of ${misleading.type}`));
    const pages = pageVariables(document);
    return {
      kind: 'good',
      checked: {
        source,
        hash: hash('sha256', source),
        document,
        operations: operations.map((node, index) => ({
          node,
          name: node.name?.value,
          accessTokens: accessTokenSources(schema, document, node),
          withinLimits: worst[index] === undefined,
          pageVariables: pages,
        })),
      },
    };
  }

  return {
    check(source) {
      const known = verdicts.get(source);
      if (known !== undefined) {
        // a Map keeps the order of insertion: what was just asked for becomes the youngest
        verdicts.delete(source);
        verdicts.set(source, known);
        return known;
      }
      const verdict = examine(source);
      remember(source, verdict);
      return verdict;
    },
    byHash: digest => good.get(digest),
    operation(checked, name, variables) {
      const { operations, document } = checked;
      const found = name ? operations.find(operation => operation.name === name) : operations.length === 1 ? operations[0] : undefined;
      if (found === undefined)
        throw badUserInput(
          name ? `The document has no operation ${name}` : 'The document has several operations or none; say which by operationName',
        );
      if (limits !== undefined && (!found.withinLimits || exceedsLargestPage(found.pageVariables, variables))) {
        const fault = exceeded(limits, measure(schema, document, found.node, variables ?? {}));
        if (fault !== undefined) throw tooComplex(fault.message);
      }
      return found;
    },
  };
}

const refused = (...errors: readonly GraphQLError[]): Verdict => ({ kind: 'refused', errors });

function unreadable(error: unknown): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error;
  if (/ more that \d+ tokens/.test(error.message)) return tooComplex(error.message.replace(' more that ', ' more than '));
  return coded(error, 'GRAPHQL_PARSE_FAILED', error.message);
}

/** Suggestions would tell the schema, name by name, to whoever may not read it. */
function invalid(error: GraphQLError, introspection: boolean): GraphQLError {
  return coded(error, 'GRAPHQL_VALIDATION_FAILED', introspection ? error.message : error.message.replace(/ Did you mean .*$/s, ''));
}

const coded = (error: GraphQLError, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null, extensions: { code } });
