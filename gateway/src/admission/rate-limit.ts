import type { Logger } from '@micromart/service';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimited } from '../faults.ts';

export interface RateLimit {
  /** Counts one request. @throws GraphQLError RATE_LIMITED with the seconds to wait. */
  take(key: string): void;
  close(): void;
}

export interface RateLimitOptions {
  /** Keeps the keys of several limits apart. */
  readonly name: string;
  readonly redis: Redis;
  readonly requests: number;
  readonly seconds: number;
  readonly logger: Logger;
}

/** What this process knows of one key in its running window. */
interface Window {
  /** Counted by all gateways together, as of the last report. */
  counted: number;
  /** Counted here and not yet reported. */
  unreported: number;
  endsAt: number;
}

/** So long may another gateway not hear of what was counted here (milliseconds). */
const REPORT_EVERY = 100;

/**
 * Counts in Redis, so that several gateways share a limit, without a request ever waiting for Redis: each gateway counts by itself and reports
 * sums. The limit can be overstepped by what other gateways counted within a tenth of a second. Without Redis each gateway limits alone.
 */
export function createRateLimit({ name, redis, requests, seconds, logger }: RateLimitOptions): RateLimit {
  const windows = new Map<string, Window>();
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `rate:${name}`,
    points: requests,
    duration: seconds,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory({ points: requests, duration: seconds }),
  });

  async function report(key: string, window: Window): Promise<void> {
    const points = window.unreported;
    window.unreported = 0;
    window.counted += points;
    const state = await limiter.consume(key, points).catch((refusal: unknown) => {
      // over the limit is a result, too
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    });
    if (windows.get(key) !== window) return;
    window.counted = state.consumedPoints;
    window.endsAt = Date.now() + state.msBeforeNext;
  }

  function reportAll(): void {
    const now = Date.now();
    for (const [key, window] of windows) {
      if (window.unreported > 0) report(key, window).catch((err: unknown) => logger.warn({ err, limit: name }, 'a rate limit could not be counted'));
      else if (window.endsAt <= now) windows.delete(key);
    }
  }

  const timer = setInterval(reportAll, REPORT_EVERY);
  timer.unref();

  return {
    take(key) {
      const now = Date.now();
      let window = windows.get(key);
      if (window === undefined || window.endsAt <= now) {
        window = { counted: 0, unreported: 0, endsAt: now + seconds * 1000 };
        windows.set(key, window);
      }
      if (window.counted + window.unreported >= requests) throw rateLimited(Math.max(Math.ceil((window.endsAt - now) / 1000), 1));
      window.unreported += 1;
    },
    close: () => clearInterval(timer),
  };
}
