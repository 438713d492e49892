/** Those who wait for an answer about a key id. */
export interface WaitingRoom {
  /** Resolves with the answer; rejects when there is no room. All who wait for one key id have one place. */
  wait(kid: string, answer: () => Promise<void>): Promise<void>;
  readonly places: number;
}

interface Place {
  readonly turnedAway: Promise<never>;
  readonly turnAway: () => void;
  waiting: number;
}

/**
 * A room with a bound, so that tokens with invented key ids cannot fill the memory. When it is full, whoever is alone with their key id and has
 * waited longest makes room: invented key ids come once, while the tokens of a new key that the realm really has come in numbers.
 * @param full what those are told who have to go.
 */
export function waitingRoom(capacity: number, full: () => Error): WaitingRoom {
  const places = new Map<string, Place>();
  const makeRoom = (): void => {
    if (places.size < capacity) return;
    for (const [kid, place] of places) {
      if (place.waiting > 1) continue;
      places.delete(kid);
      place.turnAway();
      return;
    }
    throw full();
  };
  return {
    async wait(kid, answer) {
      let place = places.get(kid);
      if (place === undefined) {
        makeRoom();
        place = newPlace(full);
        places.set(kid, place);
      }
      place.waiting += 1;
      try {
        await Promise.race([answer(), place.turnedAway]);
      } finally {
        place.waiting -= 1;
        if (place.waiting === 0 && places.get(kid) === place) places.delete(kid);
      }
    },
    get places() {
      return places.size;
    },
  };
}

function newPlace(full: () => Error): Place {
  let turnAway = (): void => undefined;
  const turnedAway = new Promise<never>((_, reject) => {
    turnAway = () => reject(full());
  });
  // whoever waited may have gone by the time the place is given away
  turnedAway.catch(() => undefined);
  return { turnedAway, turnAway, waiting: 0 };
}
