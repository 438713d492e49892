import { V7Generator } from 'uuidv7';

/** Makes ids: `newId('ord')` gives `ord_` and a UUIDv7 in 26 characters of base 32, so that ids sort by the time they were made. */
export type NewId = (prefix: string) => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 128 bits in Crockford's base 32, lower case, 26 characters. */
export function base32(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

const generator = new V7Generator();

export const newId: NewId = prefix => `${prefix}_${base32(generator.generate().bytes)}`;

/** The id of an event: a UUIDv7 as CloudEvents readers expect it. */
export const newEventId = (): string => generator.generate().toString();

/** Whether a text is an id with that prefix: what is not cannot name anything, and need not be looked for. */
export const isId = (prefix: string, text: string): boolean =>
  text.length === prefix.length + 27 && text.startsWith(`${prefix}_`) && /^[0-9a-hjkmnp-tv-z]{26}$/.test(text.slice(prefix.length + 1));
