import type { CarrierDatabase } from './store.ts';

/** A mistake that the carriers make on demand, `times` times (once when left out). */
export type Fault = {
  /** All carriers when left out. */
  readonly carrierCode?: string;
  readonly times?: number;
} & (
  | { readonly operation: CallOperation; readonly kind: CallFault; readonly delayMs?: number }
  | { readonly operation: 'news'; readonly kind: NewsFault; readonly delayMs?: number }
  | { readonly operation: 'journey'; readonly kind: JourneyFault }
);

export type CallOperation = 'quote' | 'book' | 'cancel' | 'ready';
/**
 * refuse: a polite no. fail: an error. hang: no answer and no effect. hang-after: the effect, but no answer. wrong: an answer that makes no sense.
 * late: the answer after `delayMs`.
 */
export type CallFault = 'refuse' | 'fail' | 'hang' | 'hang-after' | 'wrong' | 'late';
/** late: told after `delayMs`. twice: told again. shuffled: told at a random time within `delayMs`, so that later news overtakes it. */
export type NewsFault = 'late' | 'twice' | 'shuffled';
/** What becomes of the next parcel that is booked. */
export type JourneyFault = 'attempt-failed' | 'returned';

export interface DueFault<Kind> {
  readonly kind: Kind;
  readonly delayMs: number;
}

export async function saveFault(database: CarrierDatabase, fault: Fault): Promise<void> {
  const { carrierCode = null, times = 1, operation, kind } = fault;
  const delayMs = 'delayMs' in fault ? (fault.delayMs ?? 0) : 0;
  await database.prisma.fault.create({ data: { carrierCode, operation, kind, delayMs, remaining: times } });
}

export async function clearFaults(database: CarrierDatabase): Promise<void> {
  await database.prisma.fault.deleteMany();
}

export function takeFault(database: CarrierDatabase, carrierCode: string, operation: CallOperation): Promise<DueFault<CallFault> | undefined>;
export function takeFault(database: CarrierDatabase, carrierCode: string, operation: 'news'): Promise<DueFault<NewsFault> | undefined>;
export function takeFault(database: CarrierDatabase, carrierCode: string, operation: 'journey'): Promise<DueFault<JourneyFault> | undefined>;
/** The oldest mistake that was asked for and not made yet; each is handed out as often as it was asked for, over all replicas. */
export async function takeFault(database: CarrierDatabase, carrierCode: string, operation: string): Promise<DueFault<string> | undefined> {
  const { rows } = await database.query<{ kind: string; delay_ms: number }>({
    name: 'take_fault',
    text: `UPDATE fault SET remaining = remaining - 1
            WHERE id = (SELECT id FROM fault WHERE operation = $2 AND remaining > 0 AND (carrier_code = $1 OR carrier_code IS NULL)
                         ORDER BY id LIMIT 1 FOR UPDATE)
        RETURNING kind, delay_ms`,
    values: [carrierCode, operation],
  });
  return rows[0] && { kind: rows[0].kind, delayMs: rows[0].delay_ms };
}
