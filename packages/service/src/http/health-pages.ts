import type { Registry } from 'prom-client';

/** A small page for machines. */
export type ProbePage = () => Promise<{ readonly status: number; readonly type: string; readonly body: string }>;

/** Rejects while the part is not ready. */
export type ReadinessCheck = () => Promise<void>;

export interface HealthOptions {
  /** Of the process: what is missing while it drains. */
  readonly name: string;
  readonly registry: Registry;
  /** By name of the part. */
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  readonly isDraining: () => boolean;
}

/** Where Prometheus reads. */
export const METRICS_PAGE = '/metrics';

/** A part that has not said in this time (milliseconds) that it is ready is not. */
const LONGEST_CHECK = 3_000;

/** Answers of the probes and of Prometheus, by path. They name what is not ready, and never why: causes may hold addresses. */
export function healthPages({ name, registry, readiness, isDraining }: HealthOptions): ReadonlyMap<string, ProbePage> {
  async function unready(): Promise<string[]> {
    if (isDraining()) return [name];
    const states = await Promise.all(Object.entries(readiness).map(async ([part, check]) => ((await isReady(check)) ? undefined : part)));
    return states.filter(part => part !== undefined);
  }

  return new Map<string, ProbePage>([
    ['/healthz', async () => ({ status: 200, type: 'application/json', body: '{"status":"alive"}\n' })],
    [
      '/readyz',
      async () => {
        const missing = await unready();
        const body = missing.length === 0 ? { status: 'ready' } : { status: 'not ready', missing };
        return { status: missing.length === 0 ? 200 : 503, type: 'application/json', body: `${JSON.stringify(body)}\n` };
      },
    ],
    [METRICS_PAGE, async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() })],
  ]);
}

const isReady = (check: ReadinessCheck): Promise<boolean> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, LONGEST_CHECK, false);
    check()
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timer));
  });
