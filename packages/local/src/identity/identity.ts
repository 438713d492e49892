import type { Attempts } from './attempts.ts';
import type { Codes } from './codes.ts';
import type { Keys } from './keys.ts';
import type { Realm } from './realm.ts';
import type { Sessions } from './sessions.ts';
import type { Users } from './users.ts';

/** Where the server says what happened; pino's loggers fit. */
export interface IdentityLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** All that a handler works with. */
export interface Identity {
  readonly realm: Realm;
  /** `http://localhost:8180/realms/micromart` */
  readonly issuer: string;
  readonly keys: Keys;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly attempts: Attempts;
  readonly log: IdentityLog;
}
