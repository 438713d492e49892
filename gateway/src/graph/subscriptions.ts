import { executeQueryPlan } from '@apollo/gateway/dist/executeQueryPlan.js';
import { type Logger, type SubgraphResponse, SubgraphUnavailable } from '@micromart/service';
import { type ExecutionResult, getVariableValues, GraphQLError } from 'graphql';
import type { AdmittedOperation } from '../admission/admission.ts';
import { badUserInput, unavailable } from '../faults.ts';
import type { GatewayMetrics } from '../metrics.ts';
import { planning } from './executor.ts';
import { publicErrors } from './public-errors.ts';
import { reopening } from './reopening.ts';
import { createSubscriptionPlans, EVENT, type SubscriptionPlan } from './subscription-plan.ts';
import type { SubgraphSource } from './data-source.ts';
import type { Graph } from './supergraph.ts';

/** Runs subscriptions over several subgraphs, which the stock gateway plans and then refuses. */
export interface Subscriptions {
  /**
   * The results, event by event. A stream that is lost is opened again, and goes on with the state as it is then; it rejects with SUBGRAPH_UNAVAILABLE
   * when that does not succeed within ten seconds.
   * @param missedFor how long (milliseconds) the client, which had such a subscription before, may have missed states.
   */
  subscribe(admitted: AdmittedOperation, missedFor?: number): AsyncIterableIterator<ExecutionResult> | ExecutionResult;
}

export function createSubscriptions(graph: Graph, metrics: GatewayMetrics, logger: Logger): Subscriptions {
  const planOf = createSubscriptionPlans(graph);
  const apiSchema = graph.supergraph.apiSchema();

  async function resultOf(event: SubgraphResponse, plan: SubscriptionPlan, admitted: AdmittedOperation): Promise<ExecutionResult> {
    const services: Record<string, SubgraphSource> = { ...graph.sources, [EVENT]: { process: async () => event as never } };
    const operationContext = { schema: graph.apiSchema, operation: plan.operation, fragments: plan.fragments };
    const { requestId } = admitted.context;
    try {
      const request = planning(admitted, graph.apiSchema, logger);
      const result = await executeQueryPlan(plan.perEvent, services, request, operationContext, graph.supergraphSchema, apiSchema);
      return result.errors === undefined ? result : { ...result, errors: publicErrors(result.errors, requestId, logger) };
    } catch (error) {
      return { data: null, errors: publicErrors([error], requestId, logger) };
    }
  }

  return {
    subscribe(admitted, missedFor) {
      const { operation, variables = {}, context } = admitted;
      const { errors } = getVariableValues(graph.apiSchema, operation.node.variableDefinitions ?? [], variables);
      if (errors !== undefined) return { errors: publicErrors(errors, context.requestId, logger) };
      const plan = planOf(admitted.checked, operation);
      const { serviceName, operation: query, operationName, variableUsages = [] } = plan.stream;
      const connection = graph.connections.get(serviceName);
      if (connection === undefined) return { errors: [badUserInput(`There is nothing to subscribe to`)] };
      const request = {
        query,
        operationName,
        variables: Object.fromEntries(variableUsages.filter(name => variables[name] !== undefined).map(name => [name, variables[name]])),
        traceparent: context.traceparent,
      };
      const events = reopening({
        // the passport of the first time would be over
        open: missedSince => connection.subscribe({ ...request, passport: context.passport(), missedFor: missedSince ?? missedFor }),
        onLost(err) {
          metrics.streamsLost.inc({ subgraph: serviceName });
          logger.debug({ err, subgraph: serviceName, requestId: context.requestId }, 'a stream of a subgraph was lost, and is opened again');
        },
      });
      return mapped(
        events,
        event => resultOf(event, plan, admitted),
        error => {
          logger.warn({ err: error, subgraph: serviceName, requestId: context.requestId }, 'a stream of a subgraph could not be opened again');
          return unavailable(new SubgraphUnavailable(serviceName).message);
        },
      );
    },
  };
}

/** An iterator by hand: `return()` reaches the source at once, where an async generator would let it wait behind a pending `next()`. */
function mapped<From, To>(
  source: AsyncIterableIterator<From>,
  map: (value: From) => Promise<To>,
  lost: (error: unknown) => GraphQLError,
): AsyncIterableIterator<To> {
  let ended = false;
  const finish = async (): Promise<IteratorReturnResult<undefined>> => {
    if (!ended) {
      ended = true;
      await source.return?.();
    }
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (ended) return finish();
      let event: IteratorResult<From>;
      try {
        event = await source.next();
      } catch (error) {
        await finish();
        throw lost(error);
      }
      if (ended || event.done === true) return finish();
      return { done: false, value: await map(event.value) };
    },
    return: finish,
  };
}
