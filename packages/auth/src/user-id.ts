import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The user whom an identity provider's subject names: `usr_` and the subject's UUID in Crockford's base 32, so that no look-up is ever needed.
 * A subject that is no UUID is hashed into as many bits.
 */
export function userIdOf(subject: string): string {
  let value = BigInt(`0x${hex(subject)}`);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return `usr_${text}`;
}

/** The subject that a user's id was made of; for one that was no UUID, a UUID that nobody has. Undefined for what is no user's id. */
export function subjectOfUser(userId: string): string | undefined {
  const text = /^usr_([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(userId)?.[1];
  if (text === undefined) return undefined;
  const value = Array.from(text).reduce((sum, digit) => (sum << 5n) | BigInt(ALPHABET.indexOf(digit)), 0n);
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const hex = (subject: string): string =>
  UUID.test(subject) ? subject.replaceAll('-', '') : createHash('sha256').update(subject).digest('hex').slice(0, 32);
