import { setTimeout as wait } from 'node:timers/promises';
import { ProviderUnreachable } from './api.ts';
import type { Call, FaultState } from './faults.ts';

/** What a call comes to: the answer, and how it finds its way back. */
export interface Done<Response> {
  readonly response: Response;
  readonly answer?: 'late' | 'never' | undefined;
}

/** How late a late answer is, in milliseconds. */
const LATE = 3_000;

/**
 * The line between the shop and the provider: JSON copies cross it, the caller's signal ends the waiting but not the work, and here the
 * planned faults happen.
 */
export function wired<Request, Response>(
  call: Call,
  faults: FaultState,
  work: (request: Request, decline?: string) => Promise<Done<Response>>,
): (request: Request, signal?: AbortSignal) => Promise<Response> {
  return async (request, signal) => {
    signal?.throwIfAborted();
    const copy = JSON.parse(JSON.stringify(request)) as Request;
    const response = await unlessAborted(answer(copy, faults.take(call), work), signal);
    return JSON.parse(JSON.stringify(response)) as Response;
  };
}

async function answer<Request, Response>(
  request: Request,
  planned: ReturnType<FaultState['take']>,
  work: (request: Request, decline?: string) => Promise<Done<Response>>,
): Promise<Response> {
  const fault = await planned;
  switch (fault?.kind) {
    case 'away':
      throw new ProviderUnreachable('the provider is away');
    case 'silence':
      if (fault.done) await work(request);
      return never();
    case 'error':
      if (fault.done) await work(request);
      throw new ProviderUnreachable('502 Bad Gateway');
    case 'garbage':
      await work(request);
      return { message: 'We are sorry for the inconvenience.' } as Response;
    case 'late':
      await wait(fault.milliseconds, undefined, { ref: false });
      return (await work(request)).response;
    case 'decline':
      return (await work(request, fault.failureCode)).response;
    case undefined: {
      const done = await work(request);
      if (done.answer === 'never') return never();
      if (done.answer === 'late') await wait(LATE, undefined, { ref: false });
      return done.response;
    }
    default:
      return fault satisfies never;
  }
}

const never = (): Promise<never> => new Promise(() => undefined);

async function unlessAborted<Result>(result: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return result;
  return new Promise<Result>((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
