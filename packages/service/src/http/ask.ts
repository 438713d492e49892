import { type SubgraphRequest, type SubgraphResponse, SubgraphUnavailable } from '../connection.ts';
import { rememberQueries } from './repeatable.ts';
import type { Replica } from './replica.ts';
import type { Replicas } from './replicas.ts';
import { bodyOf, GRAPHQL_PATH, headersOf, isRecord } from './wire.ts';

/** Asks whichever replica is there. Rejects with `SubgraphUnavailable`, at the latest after `timeout` milliseconds. */
export type AskReplicas = (request: SubgraphRequest, timeout: number) => Promise<SubgraphResponse>;

/** @param name of those who are asked, as a client may see it. */
export function askingReplicas(name: string, replicas: Replicas<{ readonly replica: Replica }>): AskReplicas {
  const isQuery = rememberQueries();
  return async (request, timeout) => {
    const { query, operationName } = request;
    const letter = { path: GRAPHQL_PATH, headers: headersOf(request), body: bodyOf(request) };
    let answer: unknown;
    try {
      const { status, text } = await replicas.post(letter, { timeout, isRepeatable: isQuery(query, operationName) });
      if (status !== 200) throw new Error(`the answer has the status ${status}`);
      answer = JSON.parse(text);
    } catch (cause) {
      throw new SubgraphUnavailable(name, { cause });
    }
    if (!isRecord(answer)) throw new SubgraphUnavailable(name, { cause: new Error('the answer is no GraphQL answer') });
    return answer as SubgraphResponse;
  };
}
