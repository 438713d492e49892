import { type CarrierSimulators, openCarriers } from '@micromart/carrier-simulators';
import { openProvider, type ProviderSimulator } from '@micromart/provider-simulator';

/** What tests do to the outsiders, from their own process: everything that is done to them stands in their databases. */
export interface Outsiders {
  readonly provider: Pick<ProviderSimulator, 'faults' | 'lapse'>;
  readonly carriers: Pick<CarrierSimulators, 'faultSet' | 'faultsClear' | 'move'>;
  close(): Promise<void>;
}

export function openOutsiders({ databaseUrl }: { databaseUrl(owner: 'provider' | 'carriers'): string }): Outsiders {
  const publicUrl = 'http://nobody.test';
  const complain = (error: unknown): void => console.error(error);
  const provider = openProvider({ databaseUrl: databaseUrl('provider'), publicUrl, connections: 1, onError: complain });
  const carriers = openCarriers({
    databaseUrl: databaseUrl('carriers'),
    pace: 'manual',
    publicUrl,
    onFailure: complain,
  });
  return {
    provider,
    carriers,
    async close() {
      await Promise.all([provider.close(), carriers.close()]);
    },
  };
}
