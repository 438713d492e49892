import { describe, expect, test } from '@jest/globals';
import { mailOf, orderLink } from './mail.ts';
import { waysToTell } from './preferences.ts';

const told = { id: 'ntf_1', email: 'a@example.test', title: 'Tom & "Jerry"', body: '<script>', createdAt: new Date('2026-11-22T18:30:00Z') };

describe('a mail', () => {
  test('is the same whenever it is made', () => {
    expect(mailOf(told, 'https://shop.test')).toEqual(mailOf({ ...told }, 'https://shop.test'));
  });
  test('shows words as words in HTML', () => {
    const { html, text } = mailOf(told, 'https://shop.test/?a=1&b=2');
    expect(html).toContain('<h1 style="font-size: 1.3em">Tom &amp; &quot;Jerry&quot;</h1>');
    expect(html).toContain('<p>&lt;script&gt;</p>');
    expect(html).toContain('href="https://shop.test/?a=1&amp;b=2"');
    expect(text).toContain('Tom & "Jerry"\n\n<script>');
  });
  test('links to the order below whatever path the storefront has', () => {
    expect(orderLink('http://localhost:5173', 'ord_1', null)).toBe('http://localhost:5173/orders/ord_1');
    expect(orderLink('https://shop.test/de/', 'ord_1', 'a-_b')).toBe('https://shop.test/de/orders/ord_1?token=a-_b');
  });
});

describe('the ways to tell somebody', () => {
  const preferences = { email: true, inbox: true };
  test('are the mail alone for a guest', () => {
    expect(waysToTell({ guest: true, preferences: { email: false, inbox: true } }, true)).toEqual({ inInbox: false, mailed: true });
  });
  test('are those that a user wants', () => {
    expect(waysToTell({ guest: false, preferences: { email: false, inbox: true } }, true)).toEqual({ inInbox: true, mailed: false });
    expect(waysToTell({ guest: false, preferences: { email: true, inbox: false } }, true)).toEqual({ inInbox: false, mailed: true });
  });
  test('do not include a mail with old news', () => {
    expect(waysToTell({ guest: false, preferences }, false)).toEqual({ inInbox: true, mailed: false });
    expect(waysToTell({ guest: true, preferences }, false)).toEqual({ inInbox: false, mailed: false });
  });
});
