import { setTimeout as passing } from 'node:timers/promises';
import { createClient, MicroMartError, type TokenSource } from '@micromart/sdk';
import { type DocumentNode, Kind } from 'graphql';
import type { Visitor } from '../../testing/visitors.ts';

/** Something that a shopper was shown instead of an answer. */
export interface Told {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How long the shopper had waited for it (milliseconds). */
  readonly after: number;
  readonly operation: string;
  readonly codes: readonly string[];
  readonly message: string;
  /** Whether the same request had failed just before: an error that a retry does not get over. */
  readonly again: boolean;
}

export interface ShopperOptions {
  readonly url: string;
  readonly token?: TokenSource;
  readonly email?: string;
  readonly tell: (told: Told) => void;
}

/** Milliseconds before a request is repeated: what the SDK takes for the first time. */
const PAUSE = 200;
const PASSING = new Set(['NETWORK', 'SUBGRAPH_UNAVAILABLE', 'RATE_LIMITED']);

/**
 * Somebody in front of a screen who tries once more, whatever they did, when the shop says that it cannot at the moment; everything that
 * they are told is noted. Clicks that must not count twice carry an idempotency key, and the others (an address, a cart) do no harm twice.
 */
export function shopperOf({ url, token = () => null, email, tell }: ShopperOptions): Visitor {
  const client = createClient({ url: `${url}/graphql`, token, tries: 1 });
  const ask: Visitor['request'] = async (document, ...variables) => {
    for (let again = false; ; again = true) {
      const began = Date.now();
      try {
        return await client.request(document, ...variables);
      } catch (error) {
        if (!(error instanceof MicroMartError) || error.code === 'CLOSED') throw error;
        const { codes, message } = error;
        tell({ at: Date.now(), after: Date.now() - began, operation: nameOf(document), codes, message, again });
        if (again || !codes.every(code => PASSING.has(code))) throw error;
        await passing(PAUSE);
      }
    }
  };
  return { ...client, request: ask, ...(email === undefined ? {} : { email }) };
}

function nameOf({ definitions }: Pick<DocumentNode, 'definitions'>): string {
  const [name] = definitions.flatMap(definition => (definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : []));
  return name ?? 'unnamed';
}
