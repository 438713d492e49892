import { randomUUID } from 'node:crypto';
import { type Envelope, topicOf } from '@micromart/events';

export const TOPIC = topicOf('warehouse');
export const OTHER_TOPIC = topicOf('shop');

/** `stock.released` of an order: the smallest event there is. */
export const released = (subject: string, sequence: number): Envelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/micromart/warehouse',
  type: 'stock.released',
  subject,
  time: new Date().toISOString(),
  dataschema: 'stock.released/v1',
  sequence,
  correlationid: subject,
  data: { orderId: subject },
});

/** Events 1 to `each` of some subjects, in turn. */
export const releasedInTurn = (subjects: readonly string[], each: number): readonly Envelope[] =>
  Array.from({ length: each }, (_, at) => subjects.map(subject => released(subject, at + 1))).flat();

export const subjectNames = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `ord_${at}`);
