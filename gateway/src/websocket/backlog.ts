import type { WebSocket } from 'ws';

/** What a client has been sent and has not read, in bytes: its socket's buffer, and the results that wait for it. */
export interface Backlog {
  grow(bytes: number): void;
  shrink(bytes: number): void;
  /** After something was written past `grow`. */
  check(): void;
}

/** @param onFull called once; the client is to be disconnected. */
export function createBacklog(socket: Pick<WebSocket, 'bufferedAmount'>, mostBytes: number, onFull: () => void): Backlog {
  let waiting = 0;
  let full = false;
  const check = (): void => {
    if (full || waiting + socket.bufferedAmount <= mostBytes) return;
    full = true;
    onFull();
  };
  return {
    grow(bytes) {
      waiting += bytes;
      check();
    },
    shrink(bytes) {
      waiting -= bytes;
    },
    check,
  };
}
