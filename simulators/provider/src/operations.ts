import { randomBytes } from 'node:crypto';
import type { Answer, AuthorizeRequest, Charge, ChargeRequest, OperationKind, Refusal, VoidRequest } from './api.ts';
import { pageOf, reportOf, type Books, type Page } from './books.ts';
import { openCharge, takeStep, type NewCharge } from './steps.ts';
import { cardOf, type Card } from './tokens.ts';
import type { Done } from './wire.ts';

export interface Desk {
  readonly books: Books;
  readonly actionsAt: string;
  /** Called with every change of a charge, so that the merchant hears of it. */
  readonly changed: (page: Page) => void;
}

/** Opens a charge. `decline` overrules the card. */
export async function authorize(desk: Desk, request: AuthorizeRequest, decline?: string): Promise<Done<Answer>> {
  const card = cardOf(request.token);
  const silent = card.answer === 'never';
  const opened = await openCharge(desk.books, {
    ...request,
    ...decided(decline === undefined ? card : { ...card, authorization: { decline } }),
    silent,
  });
  if (opened !== null) {
    if (!silent) desk.changed(opened);
    return { response: { refusal: null, report: reportOf(opened, desk.actionsAt) }, answer: card.answer };
  }
  const page = await pageOf(desk.books, { idempotencyKey: request.idempotencyKey });
  const report = page && reportOf(page, desk.actionsAt);
  const { charge } = report ?? {};
  const same = charge?.amount === request.amount && charge.currency === request.currency && charge.reference === request.reference;
  return { response: same ? { refusal: null, report } : { refusal: 'idempotency_key_reused', report: null } };
}

function decided({ brand, lastFour, authorization, captureDecline }: Card): Omit<NewCharge, keyof AuthorizeRequest | 'silent'> {
  const card = { brand, lastFour, captureDecline: captureDecline ?? null, failureCode: null, final: false, actionSecret: null };
  if (authorization === 'approve') return { ...card, status: 'authorized' as const };
  if (authorization === 'ask-customer') return { ...card, status: 'action_required' as const, actionSecret: randomBytes(16).toString('base64url') };
  return { ...card, status: 'declined' as const, failureCode: authorization.decline, final: authorization.final ?? false };
}

/** Takes what is held. `decline` overrules the card. */
export async function capture(desk: Desk, request: ChargeRequest, decline?: string): Promise<Done<Answer>> {
  const page = decline === undefined ? await takeStep(desk.books, { ...request, name: 'capture' }) : null;
  if (page !== null) return accepted(desk, page);
  const failureCode = decline ?? (await pageOf(desk.books, { chargeId: request.chargeId }))?.charge.captureDecline;
  const declined = failureCode == null ? null : await takeStep(desk.books, { ...request, name: 'captureDeclined', failureCode });
  return declined === null ? refused(desk, 'CAPTURE', request) : accepted(desk, declined);
}

export async function voidCharge(desk: Desk, request: VoidRequest): Promise<Done<Answer>> {
  const page = await takeStep(desk.books, { ...request, name: 'void' });
  return page === null ? refused(desk, 'VOID', request) : accepted(desk, page);
}

export async function refund(desk: Desk, request: ChargeRequest): Promise<Done<Answer>> {
  const page = await takeStep(desk.books, { ...request, name: 'refund' });
  return page === null ? refused(desk, 'REFUND', request) : accepted(desk, page);
}

function accepted(desk: Desk, page: Page): Done<Answer> {
  desk.changed(page);
  return { response: { refusal: null, report: reportOf(page, desk.actionsAt) } };
}

/** Why a step was not taken; a repeated key is answered as the first time. */
async function refused(desk: Desk, kind: OperationKind, request: VoidRequest & { readonly amount?: number }): Promise<Done<Answer>> {
  const page = await pageOf(desk.books, { chargeId: request.chargeId });
  if (page === null) return { response: { refusal: 'not_found', report: null } };
  const report = reportOf(page, desk.actionsAt);
  const before = report.operations.find(operation => operation.idempotencyKey === request.idempotencyKey);
  if (before === undefined) return { response: { refusal: whyNot(kind, report.charge, request.amount ?? 0), report } };
  const same = before.kind === kind && (request.amount === undefined || before.amount === request.amount);
  return { response: { refusal: same ? null : 'idempotency_key_reused', report } };
}

function whyNot(kind: OperationKind, { status, amount, captured, refunded }: Charge, asked: number): Refusal {
  const allowed = kind === 'CAPTURE' ? { in: 'authorized', upTo: amount } : { in: 'captured', upTo: captured - refunded };
  if (kind === 'VOID' || status !== allowed.in) return 'wrong_state';
  return asked > allowed.upTo ? 'amount_too_large' : 'idempotency_key_reused';
}
