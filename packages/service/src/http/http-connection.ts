import { type Connection, StreamNotOpened, type SubgraphRequest, type SubgraphResponse, SubgraphUnavailable } from '../connection.ts';
import type { Logger } from '../logger.ts';
import { askingReplicas } from './ask.ts';
import { createReplica, type Replica } from './replica.ts';
import { createReplicas } from './replicas.ts';
import { createUpstreamSocket, type UpstreamSocket } from './upstream-socket.ts';
import { openWaitingLine } from './waiting-line.ts';

export interface HttpConnectionOptions {
  /** Of the subgraph: what a client is told is away. */
  readonly name: string;
  /** Of its replicas: they share the work, and one that is away is passed over. */
  readonly urls: readonly string[];
  /** Milliseconds that it may take to answer. */
  readonly timeout: number;
  /** Requests to one replica at a time. */
  readonly connections: number;
  readonly logger: Logger;
}

interface Member {
  readonly replica: Replica;
  readonly socket: UpstreamSocket;
}

/** States of one subscription that may wait here; more than that is a stream that nobody can follow. */
const MOST_WAITING = 1_000;

/** The way to a subgraph in other processes: HTTP, and graphql-ws for subscriptions. */
export function httpConnection({ name, urls, timeout, connections, logger: parent }: HttpConnectionOptions): Connection {
  const logger = parent.child({ subgraph: name });
  const members = urls.map((url): Member => {
    const socket = createUpstreamSocket({ url, logger, onLost: () => replica.doubt('away') });
    const replica = createReplica({ url, connections, logger, onSilent: socket.cut });
    return { replica, socket };
  });
  const replicas = createReplicas(members);
  const ask = askingReplicas(name, replicas);

  function subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    let unsubscribe = (): void => undefined;
    let isOver = false;
    const line = openWaitingLine<SubgraphResponse>(MOST_WAITING, () => {
      isOver = true;
      unsubscribe();
    });

    function follow([member, ...others]: readonly Member[], cause?: unknown): void {
      if (member === undefined) return line.fail(new StreamNotOpened(name, { cause }));
      unsubscribe = member.socket.follow(request, {
        next(answer) {
          if (isOver || line.put(answer)) return;
          isOver = true;
          line.fail(new SubgraphUnavailable(name, { cause: new Error('states come faster than they are taken') }));
          // graphql-ws would count the end twice if more of this subscription stood in the same packet
          queueMicrotask(unsubscribe);
        },
        complete: line.end,
        lost(fault, hasBegun) {
          if (isOver) return;
          if (hasBegun) return line.fail(new SubgraphUnavailable(name, { cause: fault }));
          member.replica.doubt('away');
          follow(others, fault);
        },
      });
    }

    follow(replicas.inTurn());
    return line.values;
  }

  return {
    execute: request => ask(request, timeout),
    subscribe,
    async close() {
      await Promise.all(members.flatMap(({ replica, socket }) => [replica.close(), socket.close()]));
    },
  };
}
