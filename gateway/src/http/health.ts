import type { Registry } from 'prom-client';
import type { Page } from './server.ts';

/** Rejects while the part is not ready. */
export type ReadinessCheck = () => Promise<void>;

export interface HealthOptions {
  readonly registry: Registry;
  /** By name of the part. */
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  readonly isDraining: () => boolean;
}

/** Answers of the probes and of Prometheus. They name what is not ready, and never why: causes may hold addresses. */
export function healthPages({ registry, readiness, isDraining }: HealthOptions): ReadonlyMap<string, Page> {
  async function unready(): Promise<string[]> {
    if (isDraining()) return ['gateway'];
    const states = await Promise.all(
      Object.entries(readiness).map(async ([name, check]) =>
        check().then(
          () => undefined,
          () => name,
        ),
      ),
    );
    return states.filter(name => name !== undefined);
  }

  return new Map<string, Page>([
    ['/healthz', async () => ({ status: 200, type: 'application/json', body: '{"status":"alive"}\n' })],
    [
      '/readyz',
      async () => {
        const missing = await unready();
        const body = missing.length === 0 ? { status: 'ready' } : { status: 'not ready', missing };
        return { status: missing.length === 0 ? 200 : 503, type: 'application/json', body: `${JSON.stringify(body)}\n` };
      },
    ],
    ['/metrics', async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() })],
  ]);
}
