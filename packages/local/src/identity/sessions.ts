import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Realm } from './realm.ts';
import { stored } from './storage.ts';

const Grant = z.object({ clientId: z.string(), refreshId: z.string(), openid: z.boolean(), nonce: z.string().optional() });
const Session = z.object({
  id: z.string(),
  userId: z.string(),
  /** Seconds since the epoch. */
  startedAt: z.number(),
  usedAt: z.number(),
  /** One for each time that a client got tokens, so that two windows of a browser refresh theirs side by side. */
  grants: z.record(z.string(), Grant),
});

/** A client's hold on a session; `refreshId` is the `jti` of its one valid refresh token. */
export type Grant = z.infer<typeof Grant>;
export type Session = z.infer<typeof Session>;

/** Login sessions. All changes are on the disk when the call resolves. */
export interface Sessions {
  /** The session, unless it was ended, idle for too long or is too old. */
  find(id: string | undefined): Session | undefined;
  start(userId: string): Promise<Session>;
  /** Gives a client a hold on the session. */
  grant(session: Session, grant: Omit<Grant, 'refreshId'>): Promise<{ readonly grantId: string; readonly refreshId: string }>;
  /** The id of the grant's next refresh token; undefined when the one shown is not the valid one. */
  rotate(session: Session, grantId: string, refreshId: string): Promise<string | undefined>;
  end(id: string): Promise<void>;
  /** Seconds that a refresh token of this session may live. */
  remaining(session: Session): number;
}

const MOST_GRANTS = 50;
/** A script that logs in again and again must not make the file grow without bound: its oldest sessions go. */
const MOST_SESSIONS_OF_A_USER = 200;

/** @param now milliseconds since the epoch. */
export async function openSessions(realm: Realm, path: string, now: () => number): Promise<Sessions> {
  const file = await stored<Record<string, Session>>(path, z.record(z.string(), Session), () => ({}));
  const seconds = (): number => Math.floor(now() / 1000);
  const remaining = (session: Session): number =>
    Math.min(session.usedAt + realm.ssoSessionIdleTimeout, session.startedAt + realm.ssoSessionMaxLifespan) - seconds();
  const makeRoomFor = (userId: string): void => {
    for (const session of Object.values(file.value)) if (remaining(session) <= 0) delete file.value[session.id];
    const own = Object.values(file.value).filter(session => session.userId === userId);
    for (const session of own.slice(0, Math.max(0, own.length - MOST_SESSIONS_OF_A_USER + 1))) delete file.value[session.id];
  };

  return {
    remaining,
    find(id) {
      const session = id === undefined || !Object.hasOwn(file.value, id) ? undefined : file.value[id];
      return session !== undefined && remaining(session) > 0 ? session : undefined;
    },
    async start(userId) {
      makeRoomFor(userId);
      const session: Session = { id: randomUUID(), userId, startedAt: seconds(), usedAt: seconds(), grants: {} };
      file.value[session.id] = session;
      await file.save();
      return session;
    },
    async grant(session, grant) {
      const grantId = randomUUID();
      const refreshId = randomUUID();
      session.grants[grantId] = { ...grant, refreshId };
      session.usedAt = seconds();
      const eldest = Object.keys(session.grants)[0];
      if (eldest !== undefined && Object.keys(session.grants).length > MOST_GRANTS) delete session.grants[eldest];
      await file.save();
      return { grantId, refreshId };
    },
    async rotate(session, grantId, refreshId) {
      const grant = Object.hasOwn(session.grants, grantId) ? session.grants[grantId] : undefined;
      if (grant?.refreshId !== refreshId) return undefined;
      grant.refreshId = randomUUID();
      session.usedAt = seconds();
      await file.save();
      return grant.refreshId;
    },
    async end(id) {
      if (!Object.hasOwn(file.value, id)) return;
      delete file.value[id];
      await file.save();
    },
  };
}
