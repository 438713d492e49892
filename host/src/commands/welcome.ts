import type { Shop } from '../running/shop.ts';

/** What `npm start` ends with: where everything is, who can log in, and something to try. */
export const welcome = ({ url, issuer, settings }: Shop, seconds: number): string => `
MicroMart is open, after ${seconds.toFixed(1)} s.

  GraphQL           ${url}/graphql   (in a browser: Apollo Sandbox)
  Health, metrics   ${url}/healthz   ${url}/readyz   ${url}/metrics
  Logins            ${issuer}
  Data              ${settings.MICROMART_DATA}/   (npm run reset empties it)
  Mails             ${settings.MICROMART_DATA}/mail/

  alice, bob        customers        walter   warehouse
  susan             support          ada      admin        name and password are alike

Try:  curl ${url}/graphql -H 'content-type: application/json' \\
        -d '{"query":"{ products(first: 3, query: \\"rain jaket\\") { edges { node { name inStock } } } }"}'
Or, in a second terminal:  npm run demo
Ctrl-C ends it.
`;
