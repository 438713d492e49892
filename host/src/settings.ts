import { type Environment, type SettingsOf, wholeNumber } from '@micromart/service';
import { z } from 'zod';
import { allOwners, optionalDatabases } from './settings/databases.ts';
import { httpUrl, logLevel, orderTokenSecret, passportPrivateKey, passportPublicKeys, redisUrl, shopEnvironment } from './settings/kinds.ts';
import { FULFILLMENT, KAFKA_BROKERS } from './settings/processes.ts';
import { readProcessSettings } from './settings/read.ts';
import { SEED_SHOP } from './settings/seeding.ts';

/** What the host itself reads; gateway and subgraphs have settings of their own. */
export const hostSettings = {
  MICROMART_ENV: shopEnvironment().describe(
    'Production refuses what only a laptop may have: the local identity server with its well-known passwords.',
  ),
  LOG_LEVEL: logLevel('warn'),
  MICROMART_DATA: z.string().default('.micromart').describe('The folder for local data: databases, Redis, keys, mails.'),
  GATEWAY_PORT: wholeNumber(0, 65_535).default(8080).describe('The port of the gateway; 0 takes a free one.'),
  IDENTITY_PORT: wholeNumber(0, 65_535).default(8180).describe('The port of the local identity server; 0 takes a free one.'),
  POSTGRES_PORT: wholeNumber(0, 65_535).default(0).describe('The port of the local PostgreSQL; 0 takes a free one.'),
  REDIS_PORT: wholeNumber(0, 65_535).default(0).describe('The port of the local Redis; 0 takes a free one.'),
  REDIS_URL: redisUrl().optional().describe('A Redis to use instead of a local one.'),
  KAFKA_BROKERS,
  ISSUER_URL: httpUrl('https://host/realms/micromart').optional().describe('The realm of a Keycloak to use instead of the local identity server.'),
  GATEWAY_URL: httpUrl('http://localhost:8080')
    .optional()
    .describe('The shop that npm run demo and npm run import go to; the one that runs on the local data, or at GATEWAY_PORT, when left out.'),
  PUBLIC_URL: httpUrl('https://shop.example').optional().describe('Where browsers reach the gateway; http://localhost and its port when left out.'),
  PASSPORT_PRIVATE_KEY: passportPrivateKey()
    .optional()
    .describe('The key that passports are signed with (Ed25519, JWK); made and kept among the local data when left out.'),
  PASSPORT_PUBLIC_KEYS: passportPublicKeys().optional().describe('A second public key that passports are accepted by while keys are rotated (JWK).'),
  ORDER_TOKEN_SECRET: orderTokenSecret()
    .optional()
    .describe('The secret behind the access tokens of orders; made and kept among the local data when left out.'),
  IDENTITY_ADMIN_CLIENT_SECRET: z
    .string()
    .optional()
    .describe('Of the client users-service of that realm; made and kept among the local data for the local identity server.'),
  MICROMART_TOKEN: z.string().optional().describe('The access token of an admin, for npm run import; the seeded admin logs in when left out.'),
  FULFILLMENT,
  SEED_SHOP,
  ...optionalDatabases(allOwners),
};

export type HostSettings = SettingsOf<typeof hostSettings>;

export const readHostSettings = (environment: Environment): HostSettings => readProcessSettings(hostSettings, environment);
