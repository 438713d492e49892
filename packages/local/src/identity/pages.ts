import { createHash } from 'node:crypto';
import type { Answer } from './exchange.ts';

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{width:min(24rem,100% - 3rem);padding:2rem 0}
h1{font-size:1.5rem;margin:0 0 1.5rem}
label{display:block;margin:0 0 1rem;font-weight:600}
input{display:block;box-sizing:border-box;width:100%;margin-top:.25rem;padding:.6rem;font:inherit;border:1px solid GrayText;border-radius:.4rem}
button{width:100%;padding:.7rem;font:inherit;font-weight:600;color:#fff;background:#1a5fb4;border:0;border-radius:.4rem;cursor:pointer}
button:hover{background:#164e94}
:focus-visible{outline:3px solid #62a0ea;outline-offset:2px}
[role=alert]{padding:.75rem;border-left:4px solid #c01c28;background:#c01c2818}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A page of this server's own. What is shown of others' words is escaped here. */
export interface Page {
  readonly title: string;
  readonly status?: number;
  readonly error?: string;
  readonly form?: Form;
  readonly link?: { readonly text: string; readonly href: string };
  readonly text?: string;
  /** Where the form may lead in the end, besides this server: browsers ask the policy on redirects too. */
  readonly leadsTo?: string;
  readonly cookies?: readonly string[];
}

export interface Form {
  readonly id: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly button: string;
}

export interface Field {
  readonly label: string;
  readonly name: string;
  readonly type: 'text' | 'email' | 'password';
  readonly autocomplete: string;
  readonly value?: string;
}

export function page(of: Page): Answer {
  const parts = [
    `<h1>${escaped(of.title)}</h1>`,
    of.error === undefined ? '' : `<p role="alert" id="error">${escaped(of.error)}</p>`,
    of.text === undefined ? '' : `<p>${escaped(of.text)}</p>`,
    of.form === undefined ? '' : formOf(of.form, of.error !== undefined),
    of.link === undefined ? '' : `<p><a href="${escaped(of.link.href)}">${escaped(of.link.text)}</a></p>`,
  ];
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(of.title)} – MicroMart</title>`;
  return {
    status: of.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'sha256-${STYLE_HASH}'`,
        `form-action 'self'${of.leadsTo === undefined ? '' : ` ${of.leadsTo}`}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
      'x-frame-options': 'DENY',
    },
    ...(of.cookies === undefined ? {} : { cookies: of.cookies }),
    body: `<!doctype html><html lang="en"><head>${head}<style>${STYLE}</style></head><body><main>${parts.join('')}</main></body></html>`,
  };
}

function formOf(form: Form, failed: boolean): string {
  const described = failed ? ' aria-describedby="error"' : '';
  const fields = form.fields.map(({ label, name, type, autocomplete, value = '' }, index) => {
    const shown = value === '' ? '' : ` value="${escaped(value)}"`;
    const focus = index === 0 ? ' autofocus' : '';
    const attributes = `name="${name}" type="${type}" autocomplete="${autocomplete}" required${focus}${described}${shown}`;
    return `<label>${escaped(label)}<input ${attributes}></label>`;
  });
  const button = `<button type="submit">${escaped(form.button)}</button>`;
  return `<form id="${form.id}" method="post" action="${escaped(form.action)}">${fields.join('')}${button}</form>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
