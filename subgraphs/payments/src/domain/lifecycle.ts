import type { GuardName } from './guards.ts';
import type { InputType } from './inputs.ts';
import { type Status, statuses } from './payment-case.ts';

export type AnnouncementType =
  | 'payment.action-required'
  | 'payment.authorized'
  | 'payment.failed'
  | 'payment.denied'
  | 'payment.captured'
  | 'payment.voided'
  | 'payment.refunded';

/** A call to the provider, made later from a task. `ask` asks how the payment stands. */
export type CommandKind = 'authorize' | 'capture' | 'void' | 'refund' | 'ask';

/** What becomes of a case when the guard holds, or when there is none. What is left out stays as it is. */
export interface Rule {
  readonly when?: GuardName;
  readonly to?: Status;
  /** `as it stands`: what was announced when the payment came to stand so, for whoever lost it. */
  readonly announce?: AnnouncementType | 'as it stands';
  readonly command?: CommandKind;
}

/** `late`: it is about an older payment. `unchanged`: it is known. `refused`: WRONG_STATE. */
export type NoEffect = 'late' | 'unchanged' | 'refused';

/** The first rule whose guard holds; when none does, the word at the end. */
export type Cell = NoEffect | readonly (Rule | NoEffect)[];
export type Lifecycle = Readonly<Record<InputType, Readonly<Record<Status, Cell>>>>;

/** A row: one cell for all statuses, but for those that are named. */
const row = (usual: Cell, named: Partial<Record<Status, Cell>> = {}): Record<Status, Cell> =>
  Object.fromEntries(statuses.map(status => [status, named[status] ?? usual])) as Record<Status, Cell>;

/** Only the note that was taken of it: confirmed, closing, the deadline. */
const noted: Cell = [{}];
const sayAgain: Rule = { announce: 'as it stands' };
const call = (command: CommandKind): Cell => [{ command }];

const authorized: Cell = [
  { when: 'closing', to: 'AUTHORIZED', command: 'void' },
  { when: 'confirmed', to: 'CAPTURING', announce: 'payment.authorized', command: 'capture' },
  { to: 'AUTHORIZED', announce: 'payment.authorized' },
];
const captured: Cell = [
  { when: 'closing', to: 'CAPTURED', announce: 'payment.captured', command: 'refund' },
  { to: 'CAPTURED', announce: 'payment.captured' },
];
const voided: Rule = { to: 'VOIDED', announce: 'payment.voided' };
/** A payment that comes to nothing is given up when the order is off; nobody is asked to try again. */
const nothingCame = (to: Status, announce: AnnouncementType): Cell => [
  { ...voided, when: 'closing' },
  { to, announce },
];
const failed = nothingCame('FAILED', 'payment.failed');
const denied = nothingCame('DENIED', 'payment.denied');
const again: Cell = [{ when: 'may be tried again', to: 'PENDING', command: 'authorize' }, 'refused'];

/**
 * The payment of an order: a row for each thing that can happen, a cell for each way the newest payment can stand. What orders said has
 * been noted before its row is asked. A case that heard of the cancel first is VOIDED, and stays so when the order comes. Orders repeats itself when
 * it waits: where we wait for the provider ourselves it is asked, whatever became of the call.
 */
export const lifecycle: Lifecycle = {
  'order.placed': row([sayAgain], {
    NONE: [{ to: 'PENDING', command: 'authorize' }],
    PENDING: call('ask'),
    CAPTURING: [{ announce: 'payment.authorized', command: 'ask' }],
  }),
  'order.confirmed': row([sayAgain], {
    NONE: noted,
    PENDING: call('ask'),
    AUTHORIZED: [{ when: 'closing' }, { to: 'CAPTURING', command: 'capture' }],
    CAPTURING: call('ask'),
  }),
  'order.payment-failed': row(noted),
  'order.canceled': row([sayAgain], {
    NONE: [voided],
    PENDING: call('ask'),
    ACTION_REQUIRED: call('void'),
    AUTHORIZED: call('void'),
    CAPTURING: call('ask'),
    CAPTURED: [{ when: 'something left to refund', command: 'refund' }, sayAgain],
  }),

  'provider.authorized': row('unchanged', {
    PENDING: authorized,
    ACTION_REQUIRED: authorized,
    CAPTURING: [{ when: 'closing', command: 'void' }, { command: 'capture' }],
    FAILED: call('void'),
    DENIED: call('void'),
    VOIDED: call('void'),
  }),
  'provider.action-required': row('unchanged', {
    PENDING: [
      { when: 'closing', to: 'ACTION_REQUIRED', command: 'void' },
      { to: 'ACTION_REQUIRED', announce: 'payment.action-required' },
    ],
  }),
  'provider.declined': row('unchanged', { PENDING: failed, ACTION_REQUIRED: failed, CAPTURING: failed }),
  'provider.denied': row('unchanged', { PENDING: denied, ACTION_REQUIRED: denied, CAPTURING: denied }),
  'provider.captured': row(captured, { NONE: 'unchanged', CAPTURED: 'unchanged' }),
  'provider.voided': row('unchanged', { PENDING: [voided], ACTION_REQUIRED: [voided], AUTHORIZED: [voided], CAPTURING: [voided] }),
  'provider.void-refused': row('unchanged', { ACTION_REQUIRED: call('ask'), AUTHORIZED: call('ask') }),
  'provider.refunded': row('unchanged', { CAPTURED: [{ when: 'nothing new was refunded' }, { announce: 'payment.refunded' }] }),
  'provider.refund-refused': row('unchanged', { CAPTURED: noted }),
  'provider.unknown': row(call('ask'), { NONE: 'unchanged' }),
  'provider.not-found': row('unchanged', {
    PENDING: call('authorize'),
    ACTION_REQUIRED: [{ ...voided, when: 'closing' }, 'unchanged'],
    AUTHORIZED: [{ ...voided, when: 'closing' }, 'unchanged'],
  }),

  retry: row('refused', { FAILED: again, VOIDED: again }),
  refund: row('refused', { CAPTURED: [{ when: 'not closing, no more than is left', command: 'refund' }, 'refused'] }),
};
