import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');

/** `NAME=default` of each variable that Compose fills in; `NAME` alone of those that must be set. What stands in `${NAME:+…}` is not needed. */
const taken = Array.from(
  read('docker-compose.yml').matchAll(/(?<!\$)\$(?:\{(\w+)(?::?([-+])([^}]*))?[^}]*\}|(\w+))/g),
  ([, name, operator, usual, bare]) => {
    if (operator === undefined) return name ?? bare;
    return `${name}=${operator === '-' ? usual : ''}`;
  },
);
const shown = read('.env.example').split('\n');
const defaults = shown.filter(line => /^#\w+=/.test(line)).map(line => line.slice(1).replace(/='(.*)'$/, '=$1'));
const set = shown.filter(line => /^\w+=/.test(line)).map(line => line.split('=', 1)[0]);

describe('.env.example', () => {
  test('shows each variable that docker-compose.yml reads once, with its default where it has one, and no other', () => {
    expect([...defaults, ...set].toSorted()).toEqual([...new Set(taken)].toSorted());
  });

  test('says of each variable in one line what it is for', () => {
    for (const [at, line] of shown.entries()) {
      if (/^#?\w+=/.test(line)) expect(shown[at - 1]).toMatch(/^# \S/);
    }
  });
});
