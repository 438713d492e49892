import type { App } from '../app.ts';
import { newsOf } from '../domain/provider-news.ts';
import { chargeReport } from '../provider.ts';
import { takeStep } from './take-step.ts';

/**
 * Takes in what the provider tells by webhook: late, twice or out of order, it drives the same step as an answer does. Resolves once it is written;
 * news of a payment that is not ours is no news.
 * @throws ZodError for what is not a report.
 */
export async function receiveProviderEvent(app: App, event: unknown): Promise<void> {
  const report = chargeReport.parse(event);
  const { reference, version } = report.charge;
  const marks = { paymentId: reference, version, operationIds: report.operations.map(({ id }) => id) };
  const told = await app.store.isReportKnown(marks);
  if (told === undefined || told.known) return;
  await app.messaging.transaction(tx => takeStep(app, tx, { orderId: told.orderId, inputs: newsOf(report.charge), report }));
}
