import type { GraphQLDataSource } from '@apollo/gateway';
import { type Connection, type Logger, SubgraphUnavailable, type SubgraphResponse } from '@micromart/service';
import type { GatewayMetrics } from '../metrics.ts';
import type { RequestContext } from '../request-context.ts';
import { createGate } from './gate.ts';
import { unanswered } from './unanswered.ts';

export interface DataSourceOptions {
  readonly name: string;
  readonly connection: Connection;
  /** Milliseconds. */
  readonly timeout: number;
  readonly mostRequests: number;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

export type SubgraphSource = GraphQLDataSource<Record<string, unknown>>;

/** The planner's way to a subgraph. Each fetch is sent once: nothing here tries again, so that a mutation never happens twice. */
export function createDataSource({ name, connection, timeout, mostRequests, metrics, logger }: DataSourceOptions): SubgraphSource {
  const gate = createGate({ mostRequests, now: () => performance.now() });
  const message = new SubgraphUnavailable(name).message;

  async function fetch(
    query: string,
    variables: Readonly<Record<string, unknown>> | undefined,
    operationName: string | undefined,
    context: RequestContext,
  ) {
    if (!gate.enter()) {
      metrics.fetches.inc({ subgraph: name, outcome: 'held back' });
      return unanswered(query, variables, message);
    }
    const end = metrics.fetchSeconds.startTimer({ subgraph: name });
    try {
      const request = { query, variables, operationName, passport: context.passport(), traceparent: context.traceparent };
      const response = await within(connection.execute(request), timeout, name);
      gate.leave('answered');
      metrics.fetches.inc({ subgraph: name, outcome: 'answered' });
      return response;
    } catch (err) {
      gate.leave('failed');
      metrics.fetches.inc({ subgraph: name, outcome: 'failed' });
      logger.warn({ err, subgraph: name, requestId: context.requestId }, 'a subgraph did not answer');
      return unanswered(query, variables, message);
    } finally {
      end();
    }
  }

  return {
    // the planner's types know neither plain errors nor our context; both are what they are by construction
    process: async ({ request, context }) =>
      (await fetch(request.query ?? '', request.variables, request.operationName, context as RequestContext)) as never,
  };
}

function within(answer: Promise<SubgraphResponse>, timeout: number, name: string): Promise<SubgraphResponse> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SubgraphUnavailable(name, { cause: new Error(`no answer within ${timeout} ms`) })), timeout);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
