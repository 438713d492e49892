import { type AskShop, SubgraphUnavailable, type SubgraphResponse } from '@micromart/service';
import type { Documents } from './documents/documents.ts';
import type { Executor } from './graph/executor.ts';
import { trace } from './request-context.ts';

/**
 * The entrance for our own fixed questions, which a subgraph asks on a caller's behalf: the same planner, the caller's passport, no public limits.
 * It is no part of the public server; between processes it will stand behind a port of its own.
 */
export function createInternalQueries(documents: Documents, executor: Executor): AskShop {
  return async ({ query, variables, operationName, passport, traceparent, timeout }) => {
    const verdict = documents.check(query);
    if (verdict.kind === 'refused') throw new Error(`a question of our own does not fit the graph: ${verdict.errors[0]?.message}`);
    const operation = documents.operation(verdict.checked, operationName, variables);
    const context = { ...trace(traceparent), passport: () => passport };
    const answer = executor.run({ checked: verdict.checked, operation, variables, context });
    const { data, errors } = await within(answer, timeout);
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors: errors.map(error => error.toJSON()) }),
    } as SubgraphResponse;
  };
}

function within<Answer>(answer: Promise<Answer>, timeout: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SubgraphUnavailable('the shop')), timeout);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
