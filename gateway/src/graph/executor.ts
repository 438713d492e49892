import type { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptions } from '@apollo/server';
import type { Logger } from '@micromart/service';
import type { ExecutionResult } from 'graphql';
import type { AdmittedOperation } from '../admission/admission.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { RequestContext } from '../request-context.ts';
import { publicErrors } from './public-errors.ts';
import { apolloLogger, type Graph } from './supergraph.ts';

/** An operation in the planner's terms. */
export type PlannedRequest = Parameters<ApolloGateway['executor']>[0];
type GatewayInterface = NonNullable<ApolloServerOptions<object>['gateway']>;

/** Runs queries and mutations: plans them (or takes the remembered plan), fetches, and shows what of the errors may be shown. */
export interface Executor {
  run(admitted: AdmittedOperation): Promise<ExecutionResult>;
  /** The same, for Apollo Server to call. */
  readonly forApolloServer: GatewayInterface;
}

export function createExecutor({ apollo, apiSchema }: Graph, metrics: GatewayMetrics, logger: Logger): Executor {
  async function execute(request: PlannedRequest): Promise<ExecutionResult> {
    const kind = request.operation?.operation ?? 'query';
    const end = metrics.operationSeconds.startTimer({ kind });
    const { errors, ...result } = await attempt(request);
    end();
    metrics.operations.inc({ kind, outcome: errors === undefined ? 'ok' : String(errors[0]?.extensions['code']) });
    return errors === undefined ? result : { ...result, errors };
  }

  async function attempt(request: PlannedRequest): Promise<ExecutionResult> {
    const { requestId } = request.context as unknown as RequestContext;
    try {
      const result = await apollo.executor(request);
      return result.errors === undefined ? result : { ...result, errors: publicErrors(result.errors, requestId, logger) };
    } catch (error) {
      return { errors: publicErrors([error], requestId, logger) };
    }
  }

  return {
    run: admitted => execute(planning(admitted, apiSchema, logger)),
    forApolloServer: {
      async load(options) {
        await apollo.load(options);
        return { executor: execute as never };
      },
      onSchemaLoadOrUpdate: callback => apollo.onSchemaLoadOrUpdate(callback),
      stop: () => apollo.stop(),
    },
  };
}

export function planning({ checked, operation, variables, context }: AdmittedOperation, schema: Graph['apiSchema'], logger: Logger): PlannedRequest {
  const request = {
    query: checked.source,
    variables: { ...variables },
    // told only where it decides: the planner's memory has plans by name apart
    ...(operation.name === undefined || checked.operations.length === 1 ? {} : { operationName: operation.name }),
  };
  // what is left out is not looked at by the planner
  return Object.assign(Object.create(null), {
    request,
    source: checked.source,
    queryHash: checked.hash,
    document: checked.document,
    operation: operation.node,
    operationName: operation.name ?? null,
    context,
    schema,
    metrics: {},
    logger: apolloLogger(logger),
  } satisfies Partial<PlannedRequest>);
}
