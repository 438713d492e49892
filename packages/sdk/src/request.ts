import type { GraphQLFormattedError } from 'graphql';
import { askedToWait, errorOf, isPassing, MicroMartError } from './errors.ts';
import { isRepeatable, type Operation } from './operation.ts';
import type { Settings } from './options.ts';
import { backoff, sleep } from './waiting.ts';
import { whenAborted } from './when-aborted.ts';

/** Longer than this nobody waits in silence (milliseconds). */
const MOST_PATIENCE = 10_000;

/**
 * Sends an operation over HTTP and gives its data; repeats it while that helps and does no harm.
 * @throws MicroMartError for anything but an answer without errors.
 */
export async function request(settings: Settings, operation: Operation, variables: object): Promise<unknown> {
  const tries = isRepeatable(operation, variables) ? settings.tries : 1;
  for (let tried = 1; ; tried += 1) {
    const error = closedBy(settings);
    if (error !== undefined) throw error;
    try {
      return await send(settings, operation, variables);
    } catch (fault) {
      if (!(fault instanceof MicroMartError) || tried >= tries || !isPassing(fault) || askedToWait(fault) > MOST_PATIENCE) throw fault;
      settings.onTrouble(fault);
      await sleep(Math.max(askedToWait(fault), backoff(tried, settings.random)), settings.closed);
    }
  }
}

export const closedBy = ({ closed }: Settings): MicroMartError | undefined =>
  closed.aborted ? new MicroMartError('the client is closed', 'CLOSED') : undefined;

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

async function send(settings: Settings, { name, text }: Operation, variables: object): Promise<unknown> {
  const token = await settings.token();
  const answer = await exchange(settings, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: text, variables, ...(name === undefined ? {} : { operationName: name }) }),
  });
  if (answer.errors !== undefined && answer.errors.length > 0) throw errorOf(answer.errors, answer.data);
  if (answer.data === undefined || answer.data === null) throw errorOf([], answer.data);
  return answer.data;
}

async function exchange({ url, fetch, timeout, closed }: Settings, init: RequestInit): Promise<Answer> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const timer = setTimeout(end, timeout);
  const forget = whenAborted(closed, end);
  // it may have been closed while the token was asked for
  if (closed.aborted) end();
  let status: number | undefined;
  try {
    const response = await fetch(url, { ...init, signal: ended.signal });
    status = response.status;
    const body: unknown = JSON.parse(await response.text());
    if (isAnswer(body)) return body;
    throw new Error('the answer is not GraphQL');
  } catch (cause) {
    if (closed.aborted) throw new MicroMartError('the client was closed meanwhile', 'CLOSED', { cause });
    const seen = status === undefined ? 'no answer' : `an answer that is not GraphQL, with status ${status}`;
    throw new MicroMartError(ended.signal.aborted ? `no answer within ${timeout} ms` : `${seen} from the shop`, 'NETWORK', { cause });
  } finally {
    clearTimeout(timer);
    forget();
  }
}

const isAnswer = (body: unknown): body is Answer =>
  typeof body === 'object' && body !== null && ('data' in body || ('errors' in body && Array.isArray(body.errors)));
