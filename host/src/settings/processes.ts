import { type Environment, type SettingsOf, type SettingsShape, type SubgraphName, subgraphNames, wholeNumber } from '@micromart/service';
import { z } from 'zod';
import { type DatabaseOwner, databaseOwners, neededDatabases } from './databases.ts';
import {
  brokers,
  httpUrl,
  httpUrls,
  logLevel,
  orderTokenSecret,
  passportPrivateKey,
  passportPublicKeys,
  redisUrl,
  shopEnvironment,
} from './kinds.ts';
import { readProcessSettings } from './read.ts';

/** The port of each process where nothing else is said, on one machine next to each other. */
export const GATEWAY_PORT = 8080;
export const INTERNAL_PORT = 8089;
export const portOf = (name: SubgraphName): number => GATEWAY_PORT + 1 + subgraphNames.indexOf(name);

export const everyProcess = {
  MICROMART_ENV: shopEnvironment().describe('Production refuses the secrets of .env.example; it is what holds in the shop’s image when left out.'),
  LOG_LEVEL: logLevel('info'),
  REDIS_URL: redisUrl().describe('Redis: carts, wake-ups of subscriptions, rate limits and, without Kafka, events.'),
};

/** Who calls what stands for an outsider, or is one, asks for these. */
export const FULFILLMENT = z
  .enum(['auto', 'manual'], { error: 'must be auto or manual' })
  .default('auto')
  .describe('Whether a simulated worker picks and packs and the carriers move by themselves, or people do it.');

const PUBLIC_URL = httpUrl('https://shop.example').default('http://localhost:8080').describe('Where browsers reach the gateway.');
const port = (number: number) => wholeNumber(0, 65_535).default(number);

/** `SHOP_URL` and so on: where the named subgraphs are. */
export const subgraphUrls = (names: readonly SubgraphName[]) =>
  Object.fromEntries(
    names.map(name => [
      `${name.toUpperCase()}_URL`,
      httpUrls(`http://${name}:${portOf(name)}`)
        .default([`http://localhost:${portOf(name)}`])
        .describe(`Where ${name} is; several replicas are separated by commas.`),
    ]),
  );

export const urlsOf = (settings: object, name: SubgraphName): readonly string[] =>
  (settings as Readonly<Record<string, readonly string[]>>)[`${name.toUpperCase()}_URL`] ?? [];

export const gatewayProcess = {
  ...everyProcess,
  PORT: port(GATEWAY_PORT).describe('The port of the public entrance.'),
  INTERNAL_PORT: port(INTERNAL_PORT).describe('The port of the entrance for subgraphs, and of /metrics; clients should not reach it.'),
  PUBLIC_URL,
  ISSUER_URL: httpUrl('https://host/realms/micromart').describe('The realm, as tokens name it in `iss`.'),
  ISSUER_INTERNAL_URL: httpUrl('http://keycloak:8080/realms/micromart')
    .optional()
    .describe('Where this process reaches that realm, when not by ISSUER_URL.'),
  PASSPORT_PRIVATE_KEY: passportPrivateKey().describe('Signs passports.'),
  FULFILLMENT,
  SUBGRAPH_CONNECTIONS: wholeNumber(1, 10_000).default(64).describe('Connections to one replica of a subgraph at most; more requests wait for one.'),
  ...subgraphUrls(subgraphNames),
};

export const KAFKA_BROKERS = brokers()
  .optional()
  .describe('Kafka, which carries the events: host:port, several separated by commas. Left out, Redis carries them by its streams.');

export const everySubgraph = {
  ...everyProcess,
  KAFKA_BROKERS,
  PASSPORT_PUBLIC_KEYS: passportPublicKeys().describe('Whose passports are good: a public key, or two in a JSON array while keys are rotated.'),
};

/** What some subgraphs' processes need. */
const some = {
  ORDER_TOKEN_SECRET: orderTokenSecret().describe('The secret behind the access tokens of orders.'),
  GATEWAY_INTERNAL_URL: httpUrls('http://gateway:8089')
    .default([`http://localhost:${INTERNAL_PORT}`])
    .describe('The entrance for subgraphs of the gateway; several replicas are separated by commas.'),
  PUBLIC_URL,
  FULFILLMENT,
};
const neededBy: Readonly<Record<keyof typeof some, readonly SubgraphName[]>> = {
  ORDER_TOKEN_SECRET: ['warehouse', 'orders', 'payments', 'shipments', 'notifications'],
  GATEWAY_INTERNAL_URL: ['carts', 'orders'],
  PUBLIC_URL: ['payments', 'shipments'],
  FULFILLMENT: ['shipments'],
};

const outsiderOf: Partial<Record<SubgraphName, DatabaseOwner>> = { payments: 'provider', shipments: 'carriers' };

/** The databases that are opened by a subgraph's process: its own, and that of the outsider that is simulated in it. */
export function databasesOf(name: SubgraphName): readonly DatabaseOwner[] {
  const outsider = outsiderOf[name];
  return [...databaseOwners.subgraphs.filter(owner => owner === name), ...(outsider === undefined ? [] : [outsider])];
}

/** What a subgraph's process reads, beside everything that every one does and what the subgraph itself reads. */
export function ownOfProcess(name: SubgraphName, given: Environment): SettingsShape {
  const databases = databasesOf(name);
  return {
    PORT: port(portOf(name)).describe('The port that the gateway reaches it by.'),
    ...(databases.length === 0 ? {} : neededDatabases(databases, given)),
    ...Object.fromEntries(Object.entries(some).filter(([setting]) => neededBy[setting as keyof typeof some].includes(name))),
  };
}

export type SubgraphProcess = SettingsOf<typeof everySubgraph> & Partial<SettingsOf<typeof some>> & { readonly PORT: number };

/** @param own what the subgraph itself reads, so that everything that is wrong is said at once. @throws SettingsError */
export const readSubgraphProcess = (name: SubgraphName, own: SettingsShape, given: Environment): SubgraphProcess =>
  readProcessSettings<SettingsShape>({ ...everySubgraph, ...ownOfProcess(name, given), ...own }, given) as unknown as SubgraphProcess;
