import { receiveProviderEvent, type PaymentsApp } from '@micromart/payments';
import { openProvider } from '@micromart/provider-simulator';
import { type Outsider, type OutsiderPlace, outsiderPage } from './outsider.ts';

export type ProviderApi = ReturnType<typeof openProvider>['api'];

/** The simulated payment provider, beside payments. */
export function openPaymentProvider({ databaseUrl, publicUrl, logger }: OutsiderPlace): Outsider & { readonly api: ProviderApi } {
  const provider = openProvider({
    databaseUrl,
    publicUrl: `${publicUrl}/provider`,
    onError: error => logger.warn({ err: error }, 'the payment provider has a problem in its own house'),
  });
  return {
    api: provider.api,
    pages: new Map([['/provider/', outsiderPage(logger, provider.handle)]]),
    start: app => provider.startWebhooks(report => receiveProviderEvent(app as PaymentsApp, report)),
    stop: provider.close,
  };
}
