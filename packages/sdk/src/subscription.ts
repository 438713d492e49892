import type { GraphQLFormattedError } from 'graphql';
import type { Client as Connection } from 'graphql-ws';
import { askedToWait, errorOf, isPassing, MicroMartError } from './errors.ts';
import type { Operation } from './operation.ts';
import type { Settings } from './options.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { faultOf } from './subscription-fault.ts';
import { backoff, sleep } from './waiting.ts';
import { whenAborted } from './when-aborted.ts';

interface Subscribing {
  readonly operation: Operation;
  readonly variables: object;
  /** The connection that all subscriptions share. */
  readonly connection: () => Promise<Connection>;
}

/**
 * States as they come. When the connection ends, or the token, the subscription is made anew with a fresh token, and the shop begins with the
 * state as it is then. It ends when the shop completes it, with the client, or by `return()`.
 * @throws MicroMartError from `next()` when another try does not help: FORBIDDEN, BAD_USER_INPUT, a token that is refused and stays the same.
 */
export function subscribe(settings: Settings, subscribing: Subscribing): AsyncIterableIterator<unknown> {
  const ended = new AbortController();
  const mailbox = openMailbox<unknown>(() => ended.abort());
  const close = (): void => {
    void mailbox.states.return?.();
  };
  ended.signal.addEventListener('abort', whenAborted(settings.closed, close));
  if (settings.closed.aborted) close();
  else void follow(settings, subscribing, mailbox, ended.signal);
  return mailbox.states;
}

/** A connection that died in silence is noticed within half a minute: so much longer than its end is known states may have been missed (milliseconds). */
const UNNOTICED = 30_000;

async function follow(settings: Settings, subscribing: Subscribing, mailbox: Mailbox<unknown>, ended: AbortSignal): Promise<void> {
  let refused: { readonly token: string | null } | undefined;
  const begun = Date.now();
  /** Since when there has been no stream that brought anything. */
  let lost: number | undefined;
  const missedFor = (): number | undefined => (lost === undefined ? undefined : Math.min(Date.now() - begun, Date.now() - lost + UNNOTICED));
  for (let failures = 0; !ended.aborted; ) {
    try {
      const token = await settings.token();
      if (ended.aborted) return;
      const stream = await open(settings, subscribing, { token, missedFor: missedFor() }, mailbox, ended);
      if (stream.outcome === 'completed') return mailbox.end();
      const { fault } = stream;
      if (stream.delivered) {
        failures = 0;
        refused = undefined;
        lost = undefined;
      }
      lost ??= Date.now();
      const again = fault.has('UNAUTHENTICATED') ? token !== null && refused?.token !== token : isPassing(fault);
      if (!again) return mailbox.fail(fault);
      if (fault.has('UNAUTHENTICATED')) refused = { token };
      settings.onTrouble(fault);
      failures += 1;
      await sleep(Math.max(askedToWait(fault), backoff(failures, settings.random)), ended);
    } catch (error) {
      // the token source's own fault, a wrong WebSocket class
      if (!(error instanceof MicroMartError && isPassing(error))) return mailbox.fail(error);
      settings.onTrouble(error);
      failures += 1;
      await sleep(backoff(failures, settings.random), ended);
    }
  }
}

interface Attempt {
  readonly token: string | null;
  /** How long (milliseconds) states may have been missed that came before this attempt. */
  readonly missedFor: number | undefined;
}

type StreamEnd = { readonly outcome: 'completed' } | { readonly outcome: 'failed'; readonly fault: MicroMartError; readonly delivered: boolean };

async function open(
  settings: Settings,
  { operation, variables, connection }: Subscribing,
  { token, missedFor }: Attempt,
  mailbox: Mailbox<unknown>,
  ended: AbortSignal,
): Promise<StreamEnd> {
  const shared = await connection();
  return new Promise(resolve => {
    if (ended.aborted) return resolve({ outcome: 'completed' });
    let delivered = false;
    const fail = (fault: MicroMartError): void => {
      ended.removeEventListener('abort', unsubscribe);
      resolve({ outcome: 'failed', fault, delivered });
    };
    const unsubscribe = shared.subscribe(
      {
        query: operation.text,
        variables: variables as Record<string, unknown>,
        ...(operation.name === undefined ? {} : { operationName: operation.name }),
        extensions: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(missedFor === undefined ? {} : { missedFor }) },
      },
      {
        next({ data, errors }) {
          const fault = errors === undefined || errors.length === 0 ? undefined : errorOf(errors as readonly GraphQLFormattedError[], data);
          if (data === null || data === undefined) {
            fail(fault ?? errorOf([]));
            // not before its completion was read, which may stand in the same packet: graphql-ws would count the end twice, and close the
            // connection under the others
            queueMicrotask(unsubscribe);
            return;
          }
          if (fault !== undefined) settings.onTrouble(fault);
          delivered = true;
          mailbox.put(data);
        },
        error: cause => fail(faultOf(cause)),
        complete() {
          ended.removeEventListener('abort', unsubscribe);
          resolve({ outcome: 'completed' });
        },
      },
    );
    ended.addEventListener('abort', unsubscribe);
  });
}
