import type { Dispatcher } from 'undici';

export interface Letter {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** The server said that it closes the connection: it is about to stop. */
  readonly isLeaving: boolean;
}

/** Why there was no reply, and how far the letter came. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  /** False: the server has certainly not seen it. */
  readonly isSent: boolean;
  /** True: the server had begun to answer. */
  readonly hasBegun: boolean;
  constructor(how: { readonly isSent: boolean; readonly hasBegun: boolean }, cause: unknown) {
    super('there was no reply', { cause });
    this.isSent = how.isSent;
    this.hasBegun = how.hasBegun;
  }
}

/** A letter on its way. */
export interface Posted {
  /** Rejects with `NoReply` alone. */
  readonly reply: Promise<Reply>;
  /** The reply is not waited for any more: it rejects at once, and the connection is closed. */
  giveUp(reason: Error): void;
}

/** Sends a letter, once; without the streams that `request` makes of each reply, as a client's query becomes several letters. */
export function post(dispatcher: Dispatcher, { path, headers, body }: Letter): Posted {
  const chunks: Buffer[] = [];
  let isSent = false;
  let status = 0;
  let isLeaving = false;
  let controller: Dispatcher.DispatchController | undefined;
  let givenUp: Error | undefined;
  let reject: (fault: NoReply) => void = () => undefined;
  const fail = (cause: unknown): void => reject(new NoReply({ isSent, hasBegun: status !== 0 }, cause));

  const reply = new Promise<Reply>((resolve, refuse) => {
    reject = refuse;
    dispatcher.dispatch(
      { path, method: 'POST', headers, body, headersTimeout: 0, bodyTimeout: 0 },
      {
        onRequestStart(started) {
          controller = started;
          // it waited for a free connection until nobody waited for it
          if (givenUp !== undefined) started.abort(givenUp);
          else isSent = true;
        },
        onResponseStart(_, code, { connection }) {
          status = code;
          isLeaving = connection === 'close';
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve({ status, isLeaving, text: (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString() }),
        onResponseError: (_, error) => fail(error),
      },
    );
  });
  return {
    reply,
    giveUp(reason) {
      givenUp = reason;
      fail(reason);
      controller?.abort(reason);
    },
  };
}
