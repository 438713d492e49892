import { wholeNumber } from '@micromart/service';
import { z } from 'zod';

const realm = (like: string) => z.url({ protocol: /^https?$/, error: `must be like ${like}` });

/** Where accounts are, and as whom they are asked for. */
export const usersSettings = {
  ISSUER_URL: realm('https://host/realms/micromart').describe('The realm, as tokens name it in `iss`.'),
  ISSUER_INTERNAL_URL: realm('http://keycloak:8080/realms/micromart')
    .optional()
    .describe('Where this process reaches that realm, when not by ISSUER_URL.'),
  IDENTITY_ADMIN_CLIENT_ID: z
    .string()
    .default('users-service')
    .describe('The client whose service account looks accounts up and changes their roles.'),
  IDENTITY_ADMIN_CLIENT_SECRET: z.string({ error: 'must be the secret of that client' }).describe('The secret of that client.'),
  IDENTITY_TIMEOUT: wholeNumber(100, 60_000).default(5_000).describe('How long the identity provider may take for an answer (milliseconds).'),
  ACCOUNTS_COMPARED_EVERY: wholeNumber(1, 86_400)
    .default(60)
    .describe('How often accounts are compared with those of the identity provider, for people who were never here (seconds).'),
};
