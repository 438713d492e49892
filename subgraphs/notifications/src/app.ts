import type { OrderTokens } from '@micromart/auth';
import type { Messaging } from '@micromart/messaging';
import type { Context, NewId, Page, WakeUpSource } from '@micromart/service';
import type { EmailStatus } from './domain/email-status.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { NotificationsLoaders } from './loaders.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Store } from './store.ts';

/** What the use cases of notifications are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly wakeUps: WakeUpSource;
  readonly mailer: Mailer;
  readonly orderTokens: OrderTokens;
  /** Where the links in mails lead: the storefront's address. */
  readonly storefront: string;
  readonly clock: () => Date;
  readonly newId: NewId;
}

export type NotificationsContext = Context<App, NotificationsLoaders>;

/** A notification as it is stored. */
export interface NotificationRow {
  readonly id: string;
  /** Null for a guest. */
  readonly userId: string | null;
  readonly orderId: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  /** Where its mail goes. */
  readonly email: string;
  readonly readAt: Date | null;
  readonly emailStatus: EmailStatus;
  readonly createdAt: Date;
}

/** A page of notifications; `total` is counted only when somebody asks. */
export type NotificationPage = Page<NotificationRow> & { readonly total: () => Promise<number> };

/** Another subgraph's user, by the one thing that notifications knows. */
export interface UserKey {
  readonly id: string;
}

/** Another subgraph's order. */
export interface OrderKey {
  readonly id: string;
}
