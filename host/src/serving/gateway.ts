import { readFile } from 'node:fs/promises';
import { type PassportIssuer, tokenChecker } from '@micromart/auth';
import { createGateway, type Gateway, type GatewayOptions } from '@micromart/gateway';
import type { Connection, SubgraphName } from '@micromart/service';
import { greetingNewcomers } from './newcomers.ts';
import type { Opened } from './opened.ts';

const supergraph = new URL('../../../schema/supergraph.graphql', import.meta.url);
const FIRST_QUERY = `{
  products(first: 3, query: "rain jaket") {
    totalCount
    edges { node { name priceRange { min { amount currencyCode } } inStock } }
  }
}
`;

export interface OpenGatewayOptions
  extends Pick<GatewayOptions, 'settings' | 'redis' | 'registry' | 'logger'>,
    Partial<Pick<GatewayOptions, 'handlers' | 'readiness'>> {
  readonly connections: ReadonlyMap<SubgraphName, Connection>;
  readonly passports: PassportIssuer;
  readonly issuer: string;
  /** Where this process reaches the realm, when not by the issuer's own address. */
  readonly issuerInside?: string | undefined;
}

/** The gateway of this release's graph, which greets who comes for the first time. It does not listen yet. */
export async function openGateway(options: OpenGatewayOptions, opened: Opened): Promise<Gateway> {
  const { connections, passports, issuer, issuerInside, logger } = options;
  const checker = tokenChecker({
    issuer,
    ...(issuerInside === undefined ? {} : { jwksUrl: `${issuerInside}/protocol/openid-connect/certs` }),
    onFault: error => logger.warn({ err: error }, 'the keys of the identity server could not be read'),
  });
  const users = connections.get('users');
  if (users === undefined) throw new Error('there is no subgraph users');
  const tokens = greetingNewcomers(checker, users, passports, logger);
  opened.add(() => tokens.close());
  return createGateway({ ...options, supergraphSdl: await readFile(supergraph, 'utf8'), tokens, firstQuery: FIRST_QUERY });
}
