import type { Viewer } from '@micromart/auth';
import type { Logger } from '@micromart/service';
import type { ExecutionArgs, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { AdmittedOperation, Admission } from '../admission/admission.ts';
import type { Viewers } from '../admission/viewers.ts';
import type { Documents } from '../documents/documents.ts';
import { unauthenticated } from '../faults.ts';
import type { Executor } from '../graph/executor.ts';
import { publicErrors } from '../graph/public-errors.ts';
import type { Subscriptions } from '../graph/subscriptions.ts';
import type { GatewayMetrics } from '../metrics.ts';
import { trace } from '../request-context.ts';
import { authorizationIn, type Caller } from './caller.ts';
import { deliver } from './delivery.ts';

export interface SocketOperationsOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly admission: Admission;
  readonly viewers: Viewers;
  readonly executor: Executor;
  readonly subscriptions: Subscriptions;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

/** What graphql-ws hands from `prepare` to `execute` and `subscribe`. */
interface Prepared {
  readonly admitted: AdmittedOperation;
  readonly caller: Caller;
  /** What the operation came with, or its connection. */
  readonly authorization: string | undefined;
  readonly viewer: Viewer;
  readonly missedFor: number | undefined;
}

/** As long (milliseconds) as anybody may say that they missed states. */
const LONGEST_MISSED = 60_000;

/** The life of one operation on a WebSocket, with the same limits as over HTTP. */
export interface SocketOperations {
  /** Errors when the operation is refused. */
  prepare(caller: Caller, payload: SubscribePayload): Promise<ExecutionArgs | readonly GraphQLError[]>;
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  subscribe(args: ExecutionArgs): AsyncIterableIterator<ExecutionResult> | ExecutionResult;
}

export function createSocketOperations(options: SocketOperationsOptions): SocketOperations {
  const { schema, documents, admission, viewers, executor, subscriptions, metrics, logger } = options;

  function counted(errors: readonly GraphQLError[]): readonly GraphQLError[] {
    metrics.refusals.inc({ code: String(errors[0]?.extensions['code']) });
    return errors;
  }

  return {
    async prepare(caller, payload) {
      const traced = trace(typeof payload.extensions?.['traceparent'] === 'string' ? payload.extensions['traceparent'] : undefined);
      try {
        admission.countAddress(caller.address);
        // anew each time, for which it is remembered: the key of the connection's token may have been withdrawn
        const authorization = authorizationIn(payload.extensions) ?? caller.authorization;
        const viewer = await viewers.of(authorization);
        admission.countViewer(viewer);
        const verdict = documents.check(payload.query);
        if (verdict.kind === 'refused') return counted(verdict.errors);
        const variables = payload.variables ?? undefined;
        const admitted = admission.admit({ checked: verdict.checked, operationName: payload.operationName, variables }, viewer, traced);
        logger.debug({ requestId: traced.requestId, operationName: admitted.operation.name }, 'asked over a WebSocket');
        return {
          schema,
          document: verdict.checked.document,
          operationName: payload.operationName,
          variableValues: variables,
          contextValue: { admitted, caller, authorization, viewer, missedFor: missedIn(payload) } satisfies Prepared,
        };
      } catch (error) {
        return counted(publicErrors([error], traced.requestId, logger));
      }
    },
    async execute({ contextValue }) {
      const { admitted, caller } = contextValue as Prepared;
      caller.running += 1;
      try {
        return await executor.run(admitted);
      } finally {
        caller.running -= 1;
      }
    },
    subscribe({ contextValue }) {
      const { admitted, caller, authorization, viewer, missedFor } = contextValue as Prepared;
      const results = subscriptions.subscribe(admitted, missedFor);
      if (!('next' in results)) return results;
      metrics.subscriptions.inc();
      return deliver(results, {
        backlog: caller.backlog,
        until: viewer.expiresAt,
        over: tokenOver,
        watch: refused => viewers.watch(authorization, error => refused(publicErrors([error], admitted.context.requestId, logger)[0])),
        onEnd: () => metrics.subscriptions.dec(),
      });
    },
  };
}

const tokenOver = (): GraphQLError => unauthenticated('the token has expired');

/** A client that subscribes again says for how long it may have missed states. */
function missedIn({ extensions }: SubscribePayload): number | undefined {
  const said = extensions?.['missedFor'];
  return typeof said === 'number' && said >= 0 ? Math.min(said, LONGEST_MISSED) : undefined;
}
