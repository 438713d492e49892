/** What was to be reached on two quiet cores, where something was: CPU-milliseconds of all processes, milliseconds, MiB. */
export interface Targets {
  readonly productList?: number;
  readonly checkout?: number;
  readonly cartChangeInside?: number;
  readonly confirmed?: number;
  readonly memory?: number;
}
