import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const BYTES = 32;

/** A password as it is kept: salt and scrypt's output in base64url. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64url'), hash: (await derive(password.normalize('NFC'), salt, BYTES)).toString('base64url') };
}

export async function isPassword(password: string, { salt, hash }: PasswordHash): Promise<boolean> {
  const given = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), BYTES);
  return timingSafeEqual(given, Buffer.from(hash, 'base64url'));
}
