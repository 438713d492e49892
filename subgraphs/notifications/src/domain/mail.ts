/** A mail as it is to be sent. The same notification makes the same mail, whenever it is tried again. */
export interface Mail {
  /** The notification's: the mail's Message-ID is made of it. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
}

interface Told {
  readonly id: string;
  readonly email: string;
  readonly title: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** @param link to the order's page. */
export const mailOf = ({ id, email, title, body, createdAt }: Told, link: string): Mail => ({
  id,
  to: email,
  subject: title,
  date: createdAt,
  text: `${title}\n\n${body}\n\nYour order: ${link}\n`,
  html: [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em">',
    `<h1 style="font-size: 1.3em">${escaped(title)}</h1>`,
    `<p>${escaped(body)}</p>`,
    `<p><a href="${escaped(link)}">See your order</a></p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n'),
});

/**
 * The storefront's page of an order.
 * @param token for a guest, whose only key it is; null for somebody with an account, who signs in.
 */
export function orderLink(storefront: string, orderId: string, token: string | null): string {
  const link = new URL(`${storefront.replace(/\/+$/, '')}/orders/${encodeURIComponent(orderId)}`);
  if (token !== null) link.searchParams.set('token', token);
  return link.href;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
