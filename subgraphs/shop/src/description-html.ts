import sanitizeHtml from 'sanitize-html';

/** What a description is allowed to have: what shops write, and nothing that runs, loads or restyles the page. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'hr',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'dl',
    'dt',
    'dd',
    'blockquote',
    'pre',
    'code',
    'strong',
    'b',
    'em',
    'i',
    'u',
    's',
    'sub',
    'sup',
    'small',
    'a',
    'img',
    'span',
    'div',
    'table',
    'caption',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  transformTags: {
    // the page has its own title
    h1: 'h2',
    a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow noopener' }),
  },
};

/** A description that is safe to put into a page, and the same as plain text. Cleaning it again changes nothing. */
export function cleanDescription(input: string): { readonly html: string; readonly text: string } {
  const written = isHtml(input) ? input : paragraphs(input);
  const html = sanitizeHtml(written, ALLOWED).trim();
  return { html, text: plainText(html) };
}

const isHtml = (input: string): boolean => /<\/?[a-z][^>]*>|<!--|&(?:[a-z]+|#\d+);/i.test(input);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Plain text as HTML: an empty line parts paragraphs. */
const paragraphs = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(paragraph => paragraph !== '')
    .map(paragraph => `<p>${escaped(paragraph).replaceAll('\n', '<br />')}</p>`)
    .join('\n');

function plainText(html: string): string {
  const broken = html.replace(/<br ?\/?>|<hr ?\/?>|<\/(?:p|h\d|li|dt|dd|div|tr|blockquote|pre|caption)>/g, '$&\n').replace(/<\/t[dh]>/g, '$& ');
  return sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
