import type { WakeUpSource } from '../state-feed.ts';

/** Wake-ups that a test gives by hand; those of the net come on their own, each second. */
export function playedWakeUps() {
  const listeners = new Set<{ id: string | null; heard: (id: string, version: number) => void }>();
  const source: WakeUpSource = {
    subscribe(_kind, id, heard) {
      const listener = { id, heard };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    source,
    listeners,
    wake: (id: string, version = 0) => {
      for (const listener of listeners) if (listener.id === null || listener.id === id) listener.heard(id, version);
    },
  };
}
