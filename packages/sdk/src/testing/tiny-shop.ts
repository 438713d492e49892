import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buildSchema, GraphQLError, type GraphQLObjectType } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';

/** What was asked over HTTP. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly authorization: string | undefined;
}
/** An answer, or `cut`: the connection is reset without one; or `silence`. */
export type Reply = { readonly status?: number; readonly body: unknown } | 'cut' | 'silence';

/** One subscription that is open on the server. */
export interface Feed {
  readonly token: string | undefined;
  /** For how long the client says that it may have missed states. */
  readonly missedFor: unknown;
  send(state: number | null | Error): void;
  complete(): void;
  fail(code: string): void;
  readonly ended: boolean;
}

export const fault = (code: string, extensions: object = {}) => ({ message: `it is ${code}`, extensions: { code, ...extensions } });

const schema = () => buildSchema('type Query { now: Int } type Subscription { count: Int other: Int exact: Int! }');

/** An HTTP and graphql-ws server that answers as the test says. */
export async function openTinyShop() {
  const asked: Asked[] = [];
  const replies: Reply[] = [];
  const feeds: Feed[] = [];
  const sockets = new Set<WebSocket>();
  let refuse: (token: string | undefined) => string | undefined = () => undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request)) as Omit<Asked, 'authorization'>;
    asked.push({ ...body, authorization: request.headers.authorization });
    const reply = replies.shift() ?? { body: { data: { now: 1 } } };
    if (reply === 'cut') request.socket.destroy();
    if (typeof reply === 'string') return;
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(text);
  }
  const server = createServer((request, response) => void answer(request, response));

  const webSockets = new WebSocketServer({ server, path: '/graphql' });
  webSockets.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  useServer(
    {
      schema: withSource(schema(), subscriber => {
        const feed = openFeed(subscriber);
        feeds.push(feed);
        return feed.states;
      }),
      onSubscribe(_context, _id, payload) {
        const code = refuse(tokenIn(payload.extensions));
        return code === undefined ? undefined : [new GraphQLError(`it is ${code}`, { extensions: { code } })];
      },
      context: (_context, _id, payload): Subscriber => ({ token: tokenIn(payload.extensions), missedFor: payload.extensions?.['missedFor'] }),
    },
    webSockets,
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    asked,
    /** Answers in turn; then `{ data: { now: 1 } }`. */
    reply: (...next: readonly Reply[]): void => void replies.push(...next),
    feeds,
    refuseTokens(why: typeof refuse): void {
      refuse = why;
    },
    /** Ends all WebSockets with a close code; without one, as a power cut does. */
    drop(code?: number): void {
      for (const socket of sockets) {
        if (code === undefined) socket.terminate();
        else socket.close(code, 'because the test says so');
      }
    },
    get connections() {
      return sockets.size;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.terminate();
      webSockets.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
export type TinyShop = Awaited<ReturnType<typeof openTinyShop>>;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const tokenIn = (extensions: unknown): string | undefined => {
  const found = typeof extensions === 'object' && extensions !== null && 'authorization' in extensions ? extensions.authorization : undefined;
  return typeof found === 'string' ? found.replace('Bearer ', '') : undefined;
};

type Subscriber = Pick<Feed, 'token' | 'missedFor'>;

/** Gives the fields of the subscription their source, and lets a state that is an Error fail its field alone. */
function withSource(built: ReturnType<typeof schema>, open: (subscriber: Subscriber) => AsyncIterable<number | null | Error>) {
  for (const field of Object.values((built.getSubscriptionType() as GraphQLObjectType).getFields())) {
    field.subscribe = (_, __, subscriber: Subscriber) => open(subscriber);
    field.resolve = (state: unknown) => {
      if (state instanceof Error) throw state;
      return state;
    };
  }
  return built;
}

function openFeed({ token, missedFor }: Subscriber): Feed & { readonly states: AsyncGenerator<number | null | Error> } {
  const waiting: (number | null | Error)[] = [];
  let wake: (() => void) | undefined;
  let ended = false;
  let broken: GraphQLError | undefined;
  const states = (async function* () {
    for (;;) {
      for (const state of waiting.splice(0)) yield state;
      if (broken !== undefined) throw broken;
      if (ended) return;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  })();
  const end = (): void => {
    ended = true;
    wake?.();
  };
  const finish = states.return.bind(states);
  states.return = value => {
    end();
    return finish(value);
  };
  return {
    token,
    missedFor,
    states,
    get ended() {
      return ended;
    },
    send(state) {
      waiting.push(state);
      wake?.();
    },
    complete: end,
    fail(code) {
      broken = new GraphQLError(`it is ${code}`, { extensions: { code } });
      wake?.();
    },
  };
}
