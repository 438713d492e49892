import { expect, test } from '@jest/globals';
import { cleanDescription } from './description-html.ts';

test.each([
  ['<p>Warm<script>alert(1)</script></p>', '<p>Warm</p>'],
  ['<img src=x onerror=alert(1)>', '<img src="x" />'],
  ['<a href="javascript:alert(1)">here</a>', '<a rel="nofollow noopener">here</a>'],
  ['<iframe src="https://evil.test"></iframe><b>ok</b>', '<b>ok</b>'],
  ['<p style="position:fixed" onclick="x()">Text</p>', '<p>Text</p>'],
  ['<svg><script>alert(1)</script></svg>', ''],
  ['<h1>Title</h1>', '<h2>Title</h2>'],
])('%s is kept as %s', (input, html) => {
  expect(cleanDescription(input).html).toBe(html);
});

test('plain text becomes paragraphs, and says the same', () => {
  expect(cleanDescription('Warm & dry.\nFor < 0 °C.\r\n\r\nMade in Öland.')).toEqual({
    html: '<p>Warm &amp; dry.<br />For &lt; 0 °C.</p>\n<p>Made in Öland.</p>',
    text: 'Warm & dry.\nFor < 0 °C.\n\nMade in Öland.',
  });
});

test('plain text of HTML has its lines and no tags', () => {
  expect(cleanDescription('<ul><li>One &amp; two</li><li>Three&nbsp;&quot;four&quot;</li></ul>').text).toBe('One & two\nThree "four"');
});

test('cleaning again changes nothing', () => {
  for (const input of ['Warm & dry\nor not', '<p>a &amp;lt; b</p>', '<a href="https://x.test/?a=1&b=2">x</a>', '5 > 3 & 2', '<p>a<p>b']) {
    const once = cleanDescription(input);
    expect(cleanDescription(once.html)).toEqual(once);
  }
});
