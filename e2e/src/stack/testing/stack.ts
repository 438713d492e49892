import type { Breach } from '@micromart/host';
import { passwordLogin } from '@micromart/sdk';
import type { Visitors } from '../../testing/visitors.ts';
import type { Replica } from './replica.ts';
import type { ServerName } from './servers.ts';
import type { Service } from './services.ts';
import { type Shopping, shoppingAt } from './shopping.ts';

/** A whole shop on Kafka, Keycloak, PostgreSQL and Redis, with two processes of each service behind a load balancer. */
export interface Stack extends Visitors {
  readonly url: string;
  readonly issuer: string;
  readonly brokers: readonly string[];
  databaseUrl(name: string): string;
  readonly redisUrl: string;
  replicas(service: Service): readonly Replica[];
  /** SIGKILL: nobody gets to write a last word. */
  kill(server: ServerName): void;
  /** Starts a killed server on what is left on its disk, at the address that it had; resolves when it answers. */
  startAgain(server: ServerName): Promise<void>;
  breaches(): Promise<readonly Breach[]>;
  close(): Promise<void>;
}

/** Shoppers who come to a stack; those with an account are all Bob, on so many devices. */
export function shoppingOn({ url, issuer }: Stack): Shopping {
  const bob = passwordLogin({ issuer, clientId: 'storefront', username: 'bob', password: 'bob' });
  return shoppingAt({ url, account: () => bob.token() });
}
