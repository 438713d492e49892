import { createHash } from 'node:crypto';

const LONGEST_READABLE = 80;

/**
 * A SKU for a variant that has none: `WOOL-SCARF.LIGHT-BLUE.M`, the same whenever handle and options are the same. Where writing it in plain
 * letters loses something that could set two variants apart, the beginning of a hash follows.
 */
export function derivedSku(handle: string, optionValues: readonly string[]): string {
  const parts = [handle, ...optionValues];
  const readable = parts
    .map(plain)
    .filter(part => part !== '')
    .join('.');
  if (parts.every(isPlain) && readable.length <= LONGEST_READABLE) return readable;
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8).toUpperCase();
  return `${readable.slice(0, LONGEST_READABLE).replace(/[.-]+$/, '')}.${hash}`;
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

const isPlain = (text: string): boolean => /^[a-z0-9]+(?:[ -][a-z0-9]+)*$/i.test(text);
