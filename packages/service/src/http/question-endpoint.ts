import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import { type SubgraphRequest, type SubgraphResponse, SubgraphUnavailable } from '../connection.ts';
import { badUserInput, unauthenticated, unavailable } from '../faults.ts';
import type { Logger } from '../logger.ts';
import { readBody } from './body.ts';
import { passportIn, questionIn } from './wire.ts';

export interface QuestionEndpointOptions {
  /** May reject with `SubgraphUnavailable`. */
  readonly answer: (request: SubgraphRequest) => Promise<SubgraphResponse>;
  readonly logger: Logger;
}

/** Gateways ask for a thousand entities at a time, by everything that identifies them (bytes). */
const MOST_BYTES = 10_000_000;

/** Answers questions that come with a passport. What is no question gets a status of its own; answers are 200, with or without errors. */
export function createQuestionEndpoint({
  answer,
  logger,
}: QuestionEndpointOptions): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    if (request.method !== 'POST') return refuse(response.setHeader('allow', 'POST'), 405, badUserInput('questions are sent by POST'));
    const body = await readBody(request, MOST_BYTES);
    if (body.kind === 'aborted') return;
    if (body.kind === 'too large') {
      // the rest of a body that is not read would be taken for the next request
      return refuse(response.setHeader('connection', 'close'), 413, badUserInput(`the request has more than ${MOST_BYTES} bytes`));
    }
    const passport = passportIn(request.headers.authorization);
    const question = questionIn(parsed(body.text), passport, traceOf(request));
    if (question === undefined) return refuse(response, 400, badUserInput('the body is no question: JSON with a query, and perhaps variables'));
    if (passport === '') return send(response, 200, { errors: [unauthenticated('there is no passport').toJSON()] });
    try {
      send(response, 200, await answer(question));
    } catch (error) {
      if (!(error instanceof SubgraphUnavailable)) throw error;
      logger.debug({ err: error }, 'a question could not be answered');
      refuse(response, 503, unavailable(error.message));
    }
  };
}

const refuse = (response: ServerResponse, status: number, error: GraphQLError): void => send(response, status, { errors: [error.toJSON()] });

function send(response: ServerResponse, status: number, answer: SubgraphResponse): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const traceOf = ({ headers }: IncomingMessage): string | undefined =>
  typeof headers['traceparent'] === 'string' ? headers['traceparent'] : undefined;
