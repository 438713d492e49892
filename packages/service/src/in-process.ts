import type { PassportReader, Viewer } from '@micromart/auth';
import { unstorableIn } from '@micromart/input';
import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  subscribe,
  validate,
} from 'graphql';
import type { Connection, SubgraphRequest, SubgraphResponse } from './connection.ts';
import { presentable, badUserInput, unauthenticated } from './faults.ts';
import type { Logger } from './logger.ts';

export interface InProcessOptions {
  readonly schema: GraphQLSchema;
  readonly passports: PassportReader;
  readonly contextOf: (viewer: Viewer, request: SubgraphRequest) => unknown;
  readonly logger: Logger;
}

/** Operation texts of the gateway repeat: each is parsed and validated once. */
const REMEMBERED = 2_000;

/**
 * A subgraph without HTTP in between, with the checks and error shapes that HTTP would have. Results of graphql-js are new and plain; they need
 * no copy.
 */
export function inProcessConnection({ schema, passports, contextOf, logger }: InProcessOptions): Connection {
  const documents = new Map<string, DocumentNode>();
  const report = (hidden: unknown): void => logger.error({ err: hidden }, 'a resolver failed');

  function documentOf(query: string): DocumentNode {
    const known = documents.get(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    const [error] = validate(schema, document);
    if (error !== undefined) throw error;
    if (documents.size >= REMEMBERED)
      for (const oldest of documents.keys()) {
        documents.delete(oldest);
        break;
      }
    documents.set(query, document);
    return document;
  }

  function present({ data, errors }: ExecutionResult): SubgraphResponse {
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors: errors.map(error => presentable(error, report).toJSON()) }),
    };
  }

  function viewerOf(passport: string): Viewer {
    try {
      return passports.read(passport);
    } catch (cause) {
      throw unauthenticated(cause instanceof Error ? cause.message : 'the passport is not valid');
    }
  }

  function prepare(request: SubgraphRequest): ExecutionArgs {
    const unstorable = unstorableIn(request.variables);
    if (unstorable !== undefined) {
      throw badUserInput(`${unstorable.join('.')} has characters that are not text (U+0000 or half a surrogate pair)`, unstorable);
    }
    return {
      schema,
      document: documentOf(request.query),
      variableValues: request.variables ?? {},
      operationName: request.operationName,
      contextValue: contextOf(viewerOf(request.passport), request),
    };
  }

  const refused = (error: unknown): SubgraphResponse =>
    present({ errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })] });

  return {
    async execute(request) {
      try {
        return present(await execute(prepare(request)));
      } catch (error) {
        return refused(error);
      }
    },
    subscribe: request => letGoAtOnce(request),
    close: async () => undefined,
  };

  /** `return()` ends the source at once, even while a `next()` waits for it. */
  function letGoAtOnce(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    let source: AsyncGenerator<ExecutionResult> | undefined;
    let ended = false;
    const done = { done: true, value: undefined } as const;
    const results = (async function* (): AsyncGenerator<SubgraphResponse> {
      let opened: AsyncIterable<ExecutionResult> | ExecutionResult;
      try {
        opened = await subscribe(prepare(request));
      } catch (error) {
        yield refused(error);
        return;
      }
      if (!(Symbol.asyncIterator in opened)) {
        yield present(opened);
        return;
      }
      source = opened as AsyncGenerator<ExecutionResult>;
      if (ended) await source.return(undefined);
      else for await (const result of source) yield present(result);
    })();
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: () => (ended ? Promise.resolve(done) : results.next()),
      async return() {
        ended = true;
        await source?.return(undefined);
        return done;
      },
    };
  }
}
