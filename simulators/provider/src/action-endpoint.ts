import type { IncomingMessage, ServerResponse } from 'node:http';
import { formatMoney } from '@micromart/money';
import { actionPage, contentSecurityPolicy, type ActionPage } from './action-page.ts';
import { pageOf, type ChargeRow } from './books.ts';
import type { FaultState } from './faults.ts';
import type { Desk } from './operations.ts';
import { takeStep } from './steps.ts';

/** Answers requests below the provider's path; resolves to false for any other path, which is left alone. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const MAXIMUM_BODY = 1_024;

/** The pages on which a customer approves or denies a payment. */
export function actionEndpoint(desk: Desk, faults: FaultState): HttpHandler {
  const prefix = `${new URL(desk.actionsAt).pathname.replace(/\/$/, '')}/actions/`;

  async function answer(request: IncomingMessage, response: ServerResponse, actionSecret: string): Promise<void> {
    const send = (status: number, text: string): void => void response.writeHead(status, headers('text/plain; charset=utf-8')).end(text);
    if ((await faults.conduct()).away) return send(503, 'The provider is away.');
    const page = await pageOf(desk.books, { actionSecret });
    if (page === null) return send(404, 'There is no such payment.');
    if (request.method === 'GET' || request.method === 'HEAD') return show(response, page.charge);
    if (request.method !== 'POST') return send(405, 'GET or POST, please.');
    const decision = new URLSearchParams(await bodyOf(request)).get('decision');
    if (decision !== 'approve' && decision !== 'deny') return send(400, 'Approve or deny, please.');
    const { id, returnUrl } = page.charge;
    const decided = await takeStep(desk.books, { chargeId: id, name: decision, ...(decision === 'deny' ? { failureCode: 'action_denied' } : {}) });
    if (decided !== null) desk.changed(decided);
    if (decided !== null && returnUrl !== null) response.writeHead(303, { ...headers('text/plain'), location: returnUrl }).end();
    else show(response, (decided ?? (await pageOf(desk.books, { actionSecret })) ?? page).charge);
  }

  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!path.startsWith(prefix)) return false;
    await answer(request, response, path.slice(prefix.length));
    return true;
  };
}

function show(response: ServerResponse, charge: ChargeRow): void {
  const { amount, currencyCode } = formatMoney({ amount: Number(charge.amount), currency: charge.currency });
  const html = actionPage({
    amount: `${amount} ${currencyCode}`,
    card: `${charge.brand}, ending in ${charge.lastFour}`,
    state: stateOf(charge),
    returnUrl: charge.returnUrl,
  });
  response.writeHead(200, { ...headers('text/html; charset=utf-8'), 'content-security-policy': contentSecurityPolicy(charge.returnUrl) }).end(html);
}

function stateOf({ status, failureCode }: ChargeRow): ActionPage['state'] {
  if (status === 'action_required') return 'open';
  if (status === 'authorized' || status === 'captured') return 'approved';
  return failureCode === 'action_denied' ? 'denied' : 'over';
}

const headers = (contentType: string): Record<string, string> => ({
  'content-type': contentType,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAXIMUM_BODY) return '';
  }
  return body;
}
