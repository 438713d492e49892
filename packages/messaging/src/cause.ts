import { AsyncLocalStorage } from 'node:async_hooks';

/** What is being handled: the events and tasks that come of it say so. */
export interface Cause {
  readonly correlationId?: string | undefined;
  /** The id of an event or of a request. */
  readonly causationId?: string | undefined;
  /** W3C trace context. */
  readonly traceparent?: string | undefined;
}

const causes = new AsyncLocalStorage<Cause>();

/** Runs `work` as a consequence of `cause`. */
export const withCause = <Result>(cause: Cause, work: () => Result): Result => causes.run(cause, work);

export const currentCause = (): Cause | undefined => causes.getStore();
