import path from 'node:path';
import { testKafka } from '@micromart/local/testing';
import { keycloakUnderTest } from '@micromart/local/testing-identity';
import { forgetTopics } from '../stack/testing/kafka.ts';
import { startProcesses } from '../stack/testing/processes.ts';
import type { OpenedShop, ShopPlace } from './own-place.ts';

/** Two processes of each service on Kafka and Keycloak, behind a load balancer. Kafka is the shop keeper's own, and begins with empty topics. */
export async function openAsStack({ serverUrl, redisUrl, directory, environment }: ShopPlace): Promise<Required<OpenedShop>> {
  const [broker, { issuer, adminSecret }] = await Promise.all([testKafka(), keycloakUnderTest()]);
  const brokers = [broker];
  await forgetTopics(brokers);
  const options = { serverUrl, redisUrl, brokers, issuer, identitySecret: adminSecret, directory, environment };
  const { url, stop } = await startProcesses({ ...options, logs: path.join(directory, 'logs') });
  return { url, issuer, brokers, stop };
}
