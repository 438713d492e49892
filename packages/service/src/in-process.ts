import type { PassportReader, Viewer } from '@micromart/auth';
import { unstorableIn } from '@micromart/input';
import { withCause } from '@micromart/messaging';
import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Connection, type SubgraphRequest, type SubgraphResponse, SubgraphUnavailable } from './connection.ts';
import { rememberDocuments } from './documents.ts';
import { badUserInput, presentable, unauthenticated } from './faults.ts';
import { letGoAtOnce } from './let-go.ts';
import type { Logger } from './logger.ts';
import { traceIdOf } from './trace.ts';

export interface InProcessOptions {
  /** Of the subgraph: what a client is told is away when a stream breaks. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly passports: PassportReader;
  /** Made anew for each request, and for each event of a subscription: what loaders remember must not outlive it. */
  readonly contextOf: (viewer: Viewer, request: SubgraphRequest) => unknown;
  readonly logger: Logger;
}

/**
 * A subgraph without HTTP in between, with the checks and error shapes that HTTP would have. Results of graphql-js are new and plain; they need
 * no copy.
 */
export function inProcessConnection({ name, schema, passports, contextOf, logger }: InProcessOptions): Connection {
  const documentOf = rememberDocuments(schema);
  const report = (hidden: unknown): void => logger.error({ err: hidden }, 'a resolver failed');

  const present = ({ data, errors }: ExecutionResult): SubgraphResponse => ({
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(error => presentable(error, report).toJSON()) }),
  });

  const refused = (error: unknown): SubgraphResponse =>
    present({ errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })] });

  function viewerOf(passport: string): Viewer {
    try {
      return passports.read(passport);
    } catch (cause) {
      throw unauthenticated(cause instanceof Error ? cause.message : 'the passport is not valid');
    }
  }

  /** What to execute, and the context of each execution. */
  function prepare(request: SubgraphRequest): { readonly args: ExecutionArgs; readonly context: () => unknown } {
    const unstorable = unstorableIn(request.variables);
    if (unstorable !== undefined) {
      throw badUserInput(`${unstorable.join('.')} has characters that are not text (U+0000 or half a surrogate pair)`, unstorable);
    }
    const viewer = viewerOf(request.passport);
    const { query, variables: variableValues = {}, operationName } = request;
    return { args: { schema, document: documentOf(query), variableValues, operationName }, context: () => contextOf(viewer, request) };
  }

  /** Events and tasks that a request brings about say which one it was. */
  const causedBy = <Result>({ traceparent }: SubgraphRequest, work: () => Result): Result =>
    withCause({ causationId: traceIdOf(traceparent) ?? undefined, traceparent }, work);

  async function* follow(request: SubgraphRequest, opened: (source: AsyncIterator<unknown>) => Promise<void>): AsyncGenerator<SubgraphResponse> {
    let source: AsyncIterable<unknown>;
    let prepared: ReturnType<typeof prepare>;
    try {
      prepared = prepare(request);
      const stream = await createSourceEventStream({ ...prepared.args, contextValue: prepared.context() });
      if (!(Symbol.asyncIterator in stream)) {
        yield present(stream);
        return;
      }
      source = stream;
    } catch (error) {
      yield refused(error);
      return;
    }
    const events = source[Symbol.asyncIterator]();
    await opened(events);
    const next = (): Promise<IteratorResult<unknown>> =>
      events.next().catch((cause: unknown) => {
        report(cause);
        throw new SubgraphUnavailable(name, { cause });
      });
    for (let event = await next(); event.done !== true; event = await next()) {
      yield present(await execute({ ...prepared.args, rootValue: event.value, contextValue: prepared.context() }));
    }
  }

  return {
    async execute(request) {
      try {
        const { args, context } = prepare(request);
        return present(await causedBy(request, () => execute({ ...args, contextValue: context() })));
      } catch (error) {
        return refused(error);
      }
    },
    subscribe: request => letGoAtOnce(opened => follow(request, opened)),
    close: async () => undefined,
  };
}
