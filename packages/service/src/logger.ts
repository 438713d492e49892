import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** One line of JSON for each entry, on standard error, so that what a command prints stays readable. Secrets are cut out by name. */
export const createLogger = (options: { readonly level: string; readonly name: string }): Logger =>
  pino(
    {
      level: options.level,
      base: { service: options.name },
      redact: {
        paths: [
          '*.authorization',
          '*.passport',
          '*.accessToken',
          '*.password',
          '*.token',
          'authorization',
          'passport',
          'accessToken',
          'password',
          'token',
        ],
        censor: '…',
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
