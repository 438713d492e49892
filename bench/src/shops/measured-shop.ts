/** CPU-milliseconds so far, by process. */
export type Cpu = Readonly<Record<string, number>>;

/** A Node process of the shop. */
export interface NodeProcess {
  readonly name: string;
  readonly pid: number;
  /** Where its inspector listens once it was woken by SIGUSR1. */
  readonly inspectorPort: number;
}

/** A seeded shop in processes and on servers of its own, with data of its own. */
export interface MeasuredShop {
  /** Of the gateway. */
  readonly url: string;
  readonly issuer: string;
  readonly redisUrl: string;
  readonly processes: readonly NodeProcess[];
  cpu(): Cpu;
  stop(): Promise<void>;
}

export interface ShopOptions {
  /** A folder for a CPU profile of each Node process, written when the shop ends. */
  readonly profile: string | undefined;
  /** `auto`: a simulated worker picks and packs, and the carriers move. */
  readonly fulfillment: 'auto' | 'manual';
}
