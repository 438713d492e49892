/** Lets a number of pieces of work run side by side in each lane; the others wait, first come, first served. */
export interface Lanes {
  run<Result>(lane: string, work: () => Promise<Result>): Promise<Result>;
}

export function createLanes(width: number): Lanes {
  const lanes = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  return {
    async run(name, work) {
      const lane = lanes.get(name) ?? { running: 0, waiting: [] };
      lanes.set(name, lane);
      if (lane.running < width) lane.running += 1;
      else await new Promise<void>(resolve => lane.waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = lane.waiting.shift();
        if (next === undefined) lane.running -= 1;
        else next();
      }
    },
  };
}
