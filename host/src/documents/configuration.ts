import { cartsSettings } from '@micromart/carts';
import { gatewayEnvironment } from '@micromart/gateway';
import { notificationsSettings } from '@micromart/notifications';
import { ordersSettings } from '@micromart/orders';
import { paymentsSettings } from '@micromart/payments';
import type { SettingsShape } from '@micromart/service';
import { shipmentsSettings } from '@micromart/shipments';
import type { z } from 'zod';
import { hostSettings } from '../settings.ts';
import { markdownTable } from './markdown.ts';

/** Who reads which variables, in the order of the document. */
export const parts: Readonly<Record<string, SettingsShape>> = {
  host: hostSettings,
  gateway: gatewayEnvironment,
  carts: cartsSettings,
  orders: ordersSettings,
  payments: paymentsSettings,
  shipments: shipmentsSettings,
  notifications: notificationsSettings,
};

/** What a variable is when it is left out. */
function defaultOf(type: z.ZodType): string {
  const result = type.safeParse(undefined);
  if (!result.success) return 'must be set';
  const value: unknown = result.data;
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}

/** `docs/configuration.md`: every environment variable, from the definitions that it is checked by. */
export function renderConfiguration(): string {
  const sections = Object.entries(parts).flatMap(([part, shape]) => {
    const rows = Object.entries(shape).map(([name, type]) => [`\`${name}\``, defaultOf(type), type.description ?? '']);
    return [`## ${part}`, '', markdownTable(['variable', 'when left out', 'what it is for'], rows), ''];
  });
  const head = [
    '# Configuration',
    '',
    'Generated from the settings of each part; do not edit. A wrong value stops the start and says what it must be.',
    '',
  ];
  return [...head, ...sections].join('\n');
}
