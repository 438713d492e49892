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

const hex = (subject: string): string =>
  UUID.test(subject) ? subject.replaceAll('-', '') : createHash('sha256').update(subject).digest('hex').slice(0, 32);
