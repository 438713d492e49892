const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` once `signal` is aborted; returns what takes that back. However many wait for one signal, it has one listener: Node warns
 * of more than ten.
 */
export function whenAborted(signal: AbortSignal, listener: () => void): () => void {
  let known = listeners.get(signal);
  if (known === undefined) {
    const all = new Set<() => void>();
    signal.addEventListener('abort', () => all.forEach(call => call()), { once: true });
    listeners.set(signal, all);
    known = all;
  }
  known.add(listener);
  return () => void known.delete(listener);
}
