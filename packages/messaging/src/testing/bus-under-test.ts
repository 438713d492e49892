import type { Bus } from '../bus.ts';

/** A bus whose connection can be cut, as if the process had been killed or its network were gone. */
export interface CuttableBus {
  readonly bus: Bus;
  cut(): void;
  restore(): void;
  /** What is open falls silent, as when a network drops packets or the process is stopped; what is opened later gets through. */
  freeze(): void;
}

/** A bus with nothing on it, and what can happen to it. */
export interface BusUnderTest {
  /** The bus as one more process sees it. */
  connect(): Promise<Bus>;
  /** The same, with a connection that can be cut. */
  connectCuttable(): Promise<CuttableBus>;
  /** Loses all that it was given. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}
