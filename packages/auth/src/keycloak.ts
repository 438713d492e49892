import { createRequire } from 'node:module';
import type { KeyObject } from 'node:crypto';
import type KeycloakConnect from 'keycloak-connect';

const require = createRequire(import.meta.url);

/** A token as keycloak-connect takes it apart. What cannot be taken apart has no header. */
export interface ParsedToken {
  readonly header?: { readonly alg?: unknown; readonly kid?: unknown } | null;
  readonly content: Readonly<Record<string, unknown>> | null;
}

const Token = require('keycloak-connect/middleware/auth-utils/token.js') as new (raw: string, clientId: string) => ParsedToken;
const Keycloak = require('keycloak-connect') as typeof KeycloakConnect;

/** All that is used of keycloak-connect, so that it can be replaced here. */
export interface KeycloakTokens {
  parse(raw: string): ParsedToken;
  /** Signature, issuer, audience, type and expiry. @throws Error saying what is wrong. */
  validate(token: ParsedToken, key: KeyObject): Promise<void>;
}

/** @param issuer `<server>/realms/<realm>`. */
export function keycloakTokens(issuer: string, audience: string): KeycloakTokens {
  const [server, realm, ...rest] = issuer.split('/realms/');
  if (!server || !realm || rest.length > 0) throw new Error(`an issuer looks like http://localhost:8180/realms/micromart, not like ${issuer}`);
  const config = {
    'auth-server-url': server,
    realm,
    resource: audience,
    'ssl-required': 'external',
    'confidential-port': 0,
    'bearer-only': true,
    'verify-token-audience': true,
  };
  const manager = new Keycloak({}, config).grantManager as unknown as {
    validateToken(token: ParsedToken, type: string): Promise<ParsedToken>;
    rotation: { getJWK(kid: string): Promise<KeyObject> };
  };
  return {
    parse: raw => new Token(raw, audience),
    async validate(token, key) {
      // the library takes the key from here in the same step in which validateToken is called; its own rotation would fetch keys by its own rules
      manager.rotation = { getJWK: () => Promise.resolve(key) };
      await manager.validateToken(token, 'Bearer');
    },
  };
}
