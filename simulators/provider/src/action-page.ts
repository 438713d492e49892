import { createHash } from 'node:crypto';

/** What the page says and offers. */
export interface ActionPage {
  /** `129.00 EUR` */
  readonly amount: string;
  /** `Visa, ending in 3220` */
  readonly card: string;
  /** Whether the customer's answer is awaited, or what became of it. */
  readonly state: 'open' | 'approved' | 'denied' | 'over';
  readonly returnUrl: string | null;
}

const STYLE = `:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
button { font: inherit; padding: .6rem 1.4rem; margin: 0 .8rem .8rem 0; border-radius: .4rem; border: 2px solid; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 3px; }`;

/** No script, no foreign content; the form may send the browser back to the shop and nowhere else. */
export function contentSecurityPolicy(returnUrl: string | null): string {
  const style = createHash('sha256').update(STYLE).digest('base64');
  const back = returnUrl === null ? '' : ` ${new URL(returnUrl).origin}`;
  return `default-src 'none'; style-src 'sha256-${style}'; form-action 'self'${back}; base-uri 'none'; frame-ancestors 'none'`;
}

const MESSAGES: Readonly<Record<Exclude<ActionPage['state'], 'open'>, string>> = {
  approved: 'You have approved this payment.',
  denied: 'You have denied this payment.',
  over: 'This payment does not wait for you any more.',
};

export function actionPage({ amount, card, state, returnUrl }: ActionPage): string {
  const title = state === 'open' ? 'Do you approve this payment?' : MESSAGES[state];
  const buttons = `<form method="post">
      <button name="decision" value="approve">Approve</button>
      <button name="decision" value="deny">Deny</button>
    </form>`;
  const back = returnUrl === null ? '<p>You may close this page.</p>' : `<p><a href="${escaped(returnUrl)}">Back to the shop</a></p>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p><strong>${escaped(amount)}</strong> with ${escaped(card)}.</p>
      ${state === 'open' ? buttons : back}
      <p><small>This is a simulated bank. No money moves.</small></p>
    </main>
  </body>
</html>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
