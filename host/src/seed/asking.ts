import { guest, type PassportIssuer, userIdOf } from '@micromart/auth';
import type { Connection, SubgraphName } from '@micromart/service';

/** Asks a subgraph in the name of the shop's own set-up, by the same API that people use. */
export type Asking = <Answer>(subgraph: SubgraphName, query: string, variables?: Record<string, unknown>) => Promise<Answer>;

/** The shop understood, and did not do it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** Of the first refusal. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
}

const setUp = { ...guest, userId: userIdOf('micromart-set-up'), firstName: 'Set-up', email: 'set-up@micromart.test', roles: ['admin'] as const };

/** @returns answers without errors; it throws for any error with what was said, `Refused` for refusals. */
export const askingAs = (connections: ReadonlyMap<SubgraphName, Connection>, passports: PassportIssuer): Asking =>
  (async (name, query, variables = {}) => {
    const { data, errors } = (await connections.get(name)?.execute({ query, variables, passport: passports.issue(setUp) })) ?? {};
    if (errors !== undefined) throw new Error(`${name}: ${errors.map(error => error.message).join('; ')}`);
    const refusals = Object.values(data ?? {}).flatMap(answer => (answer as { userErrors?: readonly Refusal[] } | null)?.userErrors ?? []);
    const [first] = refusals;
    if (first !== undefined)
      throw new Refused(`${name}: ${refusals.map(({ message, field }) => `${field?.join('.') ?? ''}: ${message}`).join('; ')}`, first.code);
    return data;
  }) as Asking;
