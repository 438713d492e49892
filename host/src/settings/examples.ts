import { subgraphNames } from '@micromart/service';
import { allOwners } from './databases.ts';

/** A variable that docker-compose.yml takes from `.env`, as `.env.example` shows it. */
export interface Example {
  readonly name: string;
  readonly value: string;
  readonly says: string;
  /** A secret must be set, and this one is known to everybody and refused in production; a default is what holds when nothing is set. */
  readonly kind: 'secret' | 'plain' | 'default';
}

/** Made for this file alone; whoever has the repository has them. */
const KEY = { d: '43dTmtR9nYxSPkhEd_PYwht9xl9HAhz-DCt7D-pLHcE', x: 'xqUPlSRdCZSFE7N3vaL6R_iu7Odg8O-DIs9J8iAmX2Y' };
const jwk = (members: object): string =>
  JSON.stringify({ crv: 'Ed25519', ...members, kty: 'OKP', kid: '9NdlbXoevc4bNyJ4STcD6Vj63AkFqi2uIMkfZ8uzFGw', alg: 'EdDSA', use: 'sig' });

const secret = (name: string, value: string, says: string): Example => ({ name, value, says, kind: 'secret' });
const plain = (name: string, value: string, says: string): Example => ({ name, value, says, kind: 'plain' });
const byDefault = (name: string, value: string, says: string): Example => ({ name, value, says, kind: 'default' });

export const examples: readonly Example[] = [
  byDefault(
    'MICROMART_ENV',
    'development',
    'development or production; production refuses every secret of this file, and the sample people in Keycloak.',
  ),
  byDefault('LOG_LEVEL', 'info', 'What is written to the logs, and everything worse: trace, debug, info, warn, error or silent.'),
  secret('PASSPORT_PRIVATE_KEY', jwk(KEY), 'Signs passports: for the gateway and the seed alone.'),
  secret('PASSPORT_PUBLIC_KEYS', jwk({ x: KEY.x }), 'Whose passports subgraphs accept: one key, or two in a JSON array while keys are rotated.'),
  secret('ORDER_TOKEN_SECRET', 'example-order-token-secret-of-32-characters', 'Behind the access tokens of orders, at least 32 characters.'),
  secret('IDENTITY_ADMIN_CLIENT_SECRET', 'example-users-service-secret', 'Of the client users-service, by which the subgraph users asks Keycloak.'),
  secret('KEYCLOAK_ADMIN_PASSWORD', 'example-keycloak-admin-password', 'Of the user admin of Keycloak’s own console.'),
  secret('POSTGRES_PASSWORD', 'example-postgres-password', 'Of the server’s superuser, whom no process of the shop logs in as.'),
  ...allOwners.map(owner =>
    secret(`${owner.toUpperCase()}_DB_PASSWORD`, `example-${owner}-db-password`, `Of the owner of the database of ${owner}.`),
  ),
  secret('KEYCLOAK_DB_PASSWORD', 'example-keycloak-db-password', 'Of the owner of Keycloak’s own database.'),
  secret('REDIS_PASSWORD', 'example-redis-password', 'Of Redis.'),
  plain('PGADMIN_EMAIL', 'admin@micromart.example', 'Who logs in to pgAdmin.'),
  secret('PGADMIN_PASSWORD', 'example-pgadmin-password', 'Of whoever logs in to pgAdmin.'),
  byDefault('PUBLIC_URL', 'http://localhost:8080', 'Where browsers reach the gateway.'),
  byDefault('KEYCLOAK_URL', 'http://localhost:8180', 'Where browsers reach Keycloak; tokens name it.'),
  byDefault('STOREFRONT_URL', 'http://localhost:5173', 'Where browsers reach the storefront: links of mails, and the way back from 3-D Secure.'),
  byDefault('PAYMENT_RETURN_ORIGINS', 'http://localhost:3000,http://localhost:8080', 'Other sites that customers may come back to from 3-D Secure.'),
  byDefault('CORS_ORIGINS', '*', 'Origins whose pages may call the gateway, separated by commas; * for all.'),
  byDefault('GRAPHQL_INTROSPECTION', 'true', 'Whether clients may read the schema.'),
  byDefault('GRAPHQL_SANDBOX', 'true', 'Whether a browser that opens /graphql is shown Apollo Sandbox.'),
  byDefault('RATE_LIMIT_SECONDS', '10', 'The window of both rate limits, in seconds.'),
  byDefault('RATE_LIMIT_PER_ADDRESS', '3000', 'Requests that one address may send in a window.'),
  byDefault('RATE_LIMIT_PER_VIEWER', '1000', 'Requests that one signed-in user may send in a window.'),
  byDefault('TRUSTED_PROXIES', '0', 'How many proxies stand before the gateway and add to X-Forwarded-For.'),
  byDefault('KEYCLOAK_PROXY_HEADERS', '', 'What the proxy before Keycloak sets: xforwarded or forwarded; nothing without a proxy.'),
  byDefault('KEYCLOAK_REALM_FILE', './docker/keycloak/micromart-realm.json', 'The realm that Keycloak takes over at its first start.'),
  byDefault('SEED_SHOP', '', 'Whether an empty shop gets sample goods: true or false; left out, in development alone.'),
  byDefault('CART_DAYS', '30', 'How many days a cart is kept after its last change.'),
  byDefault('ORDER_PAYMENT_SECONDS', '1800', 'How long after placing, and after a failed capture, a payment may be tried (seconds).'),
  byDefault('ORDER_GUEST_RETRY_SECONDS', '600', 'How long a guest may try a failed payment again (seconds).'),
  byDefault('ORDER_LATE_DELIVERY_DAYS', '7', 'How many days after the promised delivery a shipped order needs attention.'),
  byDefault(
    'CARRIER_STRATEGY',
    'by-rate',
    'How a parcel gets its carrier: by-rate, as the customer paid for; cheapest, fastest, lowest-emission or as-promised for all.',
  ),
  byDefault('FULFILLMENT', 'auto', 'auto: a simulated worker picks and packs; manual: people do, and the carriers wait for them.'),
  byDefault('SMTP_URL', 'smtp://mailpit:1025', 'The mail server; Mailpit keeps every mail and delivers none.'),
  byDefault('MAIL_FROM', 'MicroMart <shop@micromart.example>', 'Who mails come from.'),
  byDefault(
    'GATEWAY_PORT',
    '8080',
    'The port of the gateway on this machine, or address and port, or a range for replicas; without a proxy PUBLIC_URL names it too.',
  ),
  byDefault('KEYCLOAK_PORT', '8180', 'The port of Keycloak on this machine, or address and port; without a proxy KEYCLOAK_URL names it too.'),
  byDefault('CONSOLES_ADDRESS', '127.0.0.1', 'The address of this machine at which Kafka UI, pgAdmin and Mailpit are published.'),
  byDefault('KAFKA_UI_PORT', '8090', 'The port of Kafka UI, the console for topics.'),
  byDefault('PGADMIN_PORT', '8888', 'The port of pgAdmin, the console for databases.'),
  byDefault('MAILPIT_PORT', '8025', 'The port of Mailpit, the console for mails.'),
  ...['gateway', ...subgraphNames].map(name => byDefault(`${name.toUpperCase()}_REPLICAS`, '1', `How many processes of ${name} run.`)),
  byDefault('MICROMART_VERSION', 'latest', 'The tag of the shop’s image.'),
];

/** What production refuses wherever it stands, be it in the middle of an address. */
export const exampleSecrets: readonly string[] = [
  ...Object.values(KEY),
  ...examples.filter(({ kind }) => kind === 'secret').map(({ value }) => value),
];
