import { type Environment, type SubgraphName, subgraphNames, wholeNumber } from '@micromart/service';
import { z } from 'zod';
import { type DatabaseOwner, databaseOwners, neededDatabases } from './databases.ts';
import { httpUrl, httpUrls, orderTokenSecret, passportPrivateKey, passportPublicKeys, redisUrl } from './kinds.ts';

/** The port of each process where nothing else is said, on one machine next to each other. */
export const GATEWAY_PORT = 8080;
export const INTERNAL_PORT = 8089;
export const portOf = (name: SubgraphName): number => GATEWAY_PORT + 1 + subgraphNames.indexOf(name);

export const everyProcess = {
  MICROMART_ENV: z
    .enum(['development', 'production'], { error: 'must be development or production' })
    .default('development')
    .describe('Production refuses the secrets of .env.example.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'must be trace, debug, info, warn, error or silent' })
    .default('info')
    .describe('What is written to the log, and everything worse.'),
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
  INTERNAL_PORT: port(INTERNAL_PORT).describe('The port of the entrance for subgraphs, which nobody else should reach.'),
  PUBLIC_URL,
  ISSUER_URL: httpUrl('https://host/realms/micromart').describe('The realm, as tokens name it in `iss`.'),
  ISSUER_INTERNAL_URL: httpUrl('http://keycloak:8080/realms/micromart')
    .optional()
    .describe('Where this process reaches that realm, when not by ISSUER_URL.'),
  PASSPORT_PRIVATE_KEY: passportPrivateKey().describe('Signs passports.'),
  FULFILLMENT,
  ...subgraphUrls(subgraphNames),
};

/** Those that check the access tokens of orders. */
const readOrderTokens: readonly SubgraphName[] = ['warehouse', 'orders', 'payments', 'shipments', 'notifications'];
/** Those that ask the whole shop, by the gateway. */
const askShop: readonly SubgraphName[] = ['carts', 'orders'];

const outsiderOf: Partial<Record<SubgraphName, DatabaseOwner>> = { payments: 'provider', shipments: 'carriers' };

/** The databases that are opened by a subgraph's process: its own, and that of the outsider that is simulated in it. */
export function databasesOf(name: SubgraphName): readonly DatabaseOwner[] {
  const outsider = outsiderOf[name];
  return [...databaseOwners.subgraphs.filter(owner => owner === name), ...(outsider === undefined ? [] : [outsider])];
}

/** What a subgraph's process reads beside the settings of the subgraph itself. */
export function subgraphProcess(name: SubgraphName, given: Environment) {
  const databases = databasesOf(name);
  return {
    ...everyProcess,
    PORT: port(portOf(name)).describe('The port that the gateway reaches it by.'),
    PASSPORT_PUBLIC_KEYS: passportPublicKeys().describe('Whose passports are good: a public key, or two in a JSON array while keys are rotated.'),
    ...(databases.length === 0 ? {} : neededDatabases(databases, given)),
    ...(readOrderTokens.includes(name) ? { ORDER_TOKEN_SECRET: orderTokenSecret().describe('The secret behind the access tokens of orders.') } : {}),
    ...(askShop.includes(name)
      ? {
          GATEWAY_INTERNAL_URL: httpUrls('http://gateway:8089')
            .default([`http://localhost:${INTERNAL_PORT}`])
            .describe('The entrance for subgraphs of the gateway; several replicas are separated by commas.'),
        }
      : {}),
    ...(outsiderOf[name] === undefined ? {} : { PUBLIC_URL }),
    ...(name === 'shipments' ? { FULFILLMENT } : {}),
  };
}
