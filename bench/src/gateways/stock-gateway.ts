import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { guest, passportIssuer } from '@micromart/auth';
import type { SubgraphName } from '@micromart/service';
import { told } from '../told.ts';

/** What this program is told. */
export interface StockGatewayOptions {
  readonly subgraphs: Readonly<Record<SubgraphName, string>>;
  readonly passportKey: string;
}

const supergraph = fileURLToPath(new URL('../../../schema/supergraph.graphql', import.meta.url));

// The gateway of Apollo's documentation on the shop's graph and subgraphs, with nothing of the shop's own but the guest's passport that subgraphs ask
// for. It ends with the process that started it.
told(async ({ subgraphs, passportKey }: StockGatewayOptions) => {
  const passports = passportIssuer({ privateKey: passportKey });
  const gateway = new ApolloGateway({
    supergraphSdl: await readFile(supergraph, 'utf8'),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource({
        url: `${subgraphs[name as SubgraphName]}/graphql`,
        willSendRequest: ({ request }) => void request.http?.headers.set('authorization', `Passport ${passports.issue(guest)}`),
      }),
  });
  const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen: { port: 0, host: '127.0.0.1' } });
  return { url };
});
