import { documentOf, MicroMartError } from '@micromart/sdk';
import type { Known, Outcome, Row } from './root-fields.ts';
import type { Visitor } from './visitors.ts';

type Kind = 'query' | 'mutation' | 'subscription';
type Data = Readonly<Record<string, unknown>>;

/** The name of the root field that a row selects. */
export const fieldOf = ([text]: Row): string => text.match(/^\w+/)?.[0] ?? '';

/** A document that selects nothing but one root field, and declares the variables that this needs. */
function documentFor(kind: Kind, [text]: Row, known: Known) {
  const names = Object.keys(known).filter(name => text.includes(`$${name}`));
  const declared = names.map(name => `$${name}: ${name === 'accessToken' ? 'String' : 'ID!'}`).join(', ');
  return {
    document: documentOf<Data, Data>(`${kind} Asked${declared === '' ? '' : `(${declared})`} { ${text} }`),
    variables: Object.fromEntries(names.map(name => [name, known[name as keyof Known]])),
  };
}

/** What a visitor comes to with a query or mutation. Refusals other than NOT_FOUND are answers: they were let in. */
export async function asked(visitor: Visitor, kind: 'query' | 'mutation', row: Row, known: Known): Promise<Outcome> {
  const { document, variables } = documentFor(kind, row, known);
  return outcomeOf(row, () => visitor.request(document, variables));
}

/** The same for a subscription, answered with its first state; null when it ends without. Opened at once; awaited when there is something to tell. */
export function followed(visitor: Visitor, row: Row, known: Known): { readonly first: Promise<Outcome>; leave(): void } {
  const { document, variables } = documentFor('subscription', row, known);
  const live = visitor.subscribe(document, variables);
  return { first: outcomeOf(row, async () => (await live.next()).value ?? { [fieldOf(row)]: null }), leave: () => void live.return?.() };
}

async function outcomeOf(row: Row, ask: () => Promise<Data>): Promise<Outcome> {
  try {
    const answer = (await ask())[fieldOf(row)];
    if (answer === null) return 'null';
    const { userErrors } = answer as { readonly userErrors?: readonly { readonly code: string }[] };
    const isOfOrder = row[0].includes('$order') || row[0].includes('$payment');
    return isOfOrder && userErrors?.[0]?.code === 'NOT_FOUND' ? 'NOT_FOUND' : 'answered';
  } catch (error) {
    if (error instanceof MicroMartError) return error.code as Outcome;
    throw error;
  }
}
