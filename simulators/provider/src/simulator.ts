import { openDatabase } from '@micromart/database';
import { actionEndpoint, type HttpHandler } from './action-endpoint.ts';
import type { ProviderApi } from './api.ts';
import { ledgerPage, pageOf, reportOf } from './books.ts';
import { faultState, type Faults } from './faults.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { authorize, capture, refund, voidCharge, type Desk } from './operations.ts';
import { takeStep } from './steps.ts';
import { webhooks, type Webhook } from './webhooks.ts';
import { wired } from './wire.ts';

export interface ProviderOptions {
  /** Of the provider's own database. */
  readonly databaseUrl: string;
  /** Under which customers reach `handle`: `http://localhost:8080/provider`. */
  readonly publicUrl: string;
  /** Connections at most; 4 when left out. */
  readonly connections?: number;
  /** How long after a change the merchant hears of it by webhook; 500 when left out. */
  readonly webhookDelayMilliseconds?: number;
  /** Hears of what goes wrong in the provider's own house. */
  readonly onError?: (error: unknown) => void;
}

/** A payment provider that simulates cards: its books are its own, and it makes mistakes on demand. */
export interface ProviderSimulator {
  readonly api: ProviderApi;
  readonly faults: Faults;
  /** Serves the pages on which customers approve or deny. */
  readonly handle: HttpHandler;
  /** Begins to tell a merchant of changes. Without it there are no webhooks. */
  startWebhooks(webhook: Webhook): Promise<void>;
  /** The bank lets go what it held for a reference (for all when left out). Resolves to how many authorizations lapsed. */
  lapse(reference?: string): Promise<number>;
  close(): Promise<void>;
}

export function openProvider(options: ProviderOptions): ProviderSimulator {
  const onError = options.onError ?? (() => undefined);
  const actionsAt = options.publicUrl.replace(/\/$/, '');
  const books = openDatabase({
    url: options.databaseUrl,
    prisma: adapter => new PrismaClient({ adapter }),
    connections: options.connections ?? 4,
    onIdleError: onError,
  });
  const faults = faultState(books, { delayMilliseconds: options.webhookDelayMilliseconds ?? 500, copies: 1, shuffled: false, lost: false });
  const news = webhooks(books, faults, actionsAt, onError);
  const desk: Desk = { books, actionsAt, changed: news.enqueue };

  return {
    api: {
      authorize: wired('authorize', faults, (request, decline) => authorize(desk, request, decline)),
      capture: wired('capture', faults, (request, decline) => capture(desk, request, decline)),
      void: wired('void', faults, request => voidCharge(desk, request)),
      refund: wired('refund', faults, request => refund(desk, request)),
      find: wired('find', faults, async request => {
        const page = await pageOf(books, request);
        return { response: page && reportOf(page, actionsAt) };
      }),
      ledger: wired('ledger', faults, async request => ({ response: await ledgerPage(books, request) })),
    },
    faults,
    handle: actionEndpoint(desk, faults),
    startWebhooks: news.start,
    async lapse(reference) {
      const held = await books.prisma.charge.findMany({
        where: { status: 'authorized', ...(reference === undefined ? {} : { reference }) },
        select: { id: true },
      });
      const lapsed = await Promise.all(held.map(({ id }) => takeStep(books, { chargeId: id, name: 'lapse' })));
      const pages = lapsed.filter(page => page !== null);
      pages.forEach(desk.changed);
      return pages.length;
    },
    async close() {
      await news.stop();
      await books.close();
    },
  };
}
