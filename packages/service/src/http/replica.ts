import { setTimeout as pause } from 'node:timers/promises';
import { Client, Pool } from 'undici';
import type { Logger } from '../logger.ts';
import { faultCode } from './fault-code.ts';
import { type Letter, NoReply, post, type Posted, type Reply } from './post.ts';

/**
 * What is known of a replica. `present` is asked; `leaving` is about to stop, `away` refuses or breaks connections: these are asked when nobody else
 * is there. `silent` takes connections, or nothing at all, and says nothing: it is not asked before it answers again.
 */
export type Presence = 'present' | 'leaving' | 'away' | 'silent';

export interface ReplicaOptions {
  readonly url: string;
  /** Requests at a time; more wait for a free connection. */
  readonly connections: number;
  readonly logger: Logger;
  /** Called when it is found silent: streams from it are lost as well. */
  readonly onSilent?: () => void;
}

/** One process that answers questions. */
export interface Replica {
  readonly presence: Presence;
  /** Rejects with `NoReply`, at the latest after `timeout` milliseconds. */
  post(letter: Letter, timeout: number): Promise<Reply>;
  /** A connection to it ended, or it says that it stops: it is passed over until it says that it is ready. */
  doubt(presence: 'leaving' | 'away' | 'silent'): void;
  close(): Promise<void>;
}

/** A connection that is not used for this long (milliseconds) is closed; the server would wait longer. */
const KEEP_ALIVE = 30_000;
/** A host that does not take a connection in this time (milliseconds) is not there. */
const CONNECT = 2_000;
/** When nothing was answered for this long (milliseconds), though something was asked, the replica is asked whether it is alive. */
const SILENCE = 2_000;
/** How long (milliseconds) it may take to say so, and how often it is asked: a busy process is not a silent one. */
const LIFE_SIGN = 2_000;
const ASKED = 2;
/** One that is passed over is asked again and again whether it is ready, first and last after so long (milliseconds). */
const SOON = 50;
const LATER = 1_000;
const LARGEST_REPLY = 64_000_000;

export function createReplica({ url, connections, logger, onSilent }: ReplicaOptions): Replica {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/$/, '');
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT },
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
    maxResponseSize: LARGEST_REPLY,
  });
  const underWay = new Set<Posted>();
  const closing = new AbortController();
  let presence: Presence = 'present';
  let isWatched = false;
  let isExamined = false;
  let answered = 0;

  /** @returns whether it answers 200. */
  async function says(path: string): Promise<boolean> {
    if (closing.signal.aborted) return false;
    // a connection of its own: the pool's may all wait for answers
    const client = new Client(origin, { connect: { timeout: CONNECT } });
    const asked = new AbortController();
    const giveUp = (): void => asked.abort();
    const timer = setTimeout(giveUp, LIFE_SIGN);
    // not AbortSignal.any: Node 20 keeps something of each for as long as `closing` lives
    closing.signal.addEventListener('abort', giveUp);
    try {
      const { statusCode, body } = await client.request({ method: 'GET', path: `${base}${path}`, signal: asked.signal });
      await body.dump();
      return statusCode === 200;
    } catch (err) {
      logger.debug({ err }, 'a replica gives no sign of life');
      return false;
    } finally {
      clearTimeout(timer);
      closing.signal.removeEventListener('abort', giveUp);
      await client.destroy();
    }
  }

  async function isAlive(): Promise<boolean> {
    for (let asked = 0; asked < ASKED; asked += 1) if (await says('/healthz')) return true;
    return false;
  }

  /** Gives up what is under way only when nothing is answered any more: who is only slow to take connections still works. */
  async function examine(): Promise<void> {
    if (isExamined) return;
    isExamined = true;
    const before = answered;
    if (!(await isAlive()) && answered === before) doubt('silent');
    isExamined = false;
  }

  function change(next: Presence): void {
    logger.info({ replica: origin, was: presence, is: next }, 'a replica changed');
    presence = next;
  }

  async function awaitReturn(): Promise<void> {
    for (let wait = 0; !closing.signal.aborted; wait = Math.min(Math.max(wait * 2, SOON), LATER)) {
      // replicas of the caller must not all come at the same moment
      if (wait > 0) await pause(wait * (0.75 + Math.random() / 2), undefined, { signal: closing.signal, ref: false });
      if (await says('/readyz')) return change('present');
    }
  }

  function doubt(next: Exclude<Presence, 'present'>): void {
    if (closing.signal.aborted || presence === next) return;
    const wasPresent = presence === 'present';
    change(next);
    if (next === 'silent') {
      for (const posted of underWay) posted.giveUp(new Error('the replica is silent'));
      onSilent?.();
    }
    if (wasPresent) awaitReturn().catch((err: unknown) => logger.debug({ err }, 'the replica is not waited for any more'));
  }

  /** As long as something is under way: a process that was stopped keeps its connections open, and would be asked on and on. */
  async function watch(): Promise<void> {
    if (isWatched) return;
    isWatched = true;
    while (underWay.size > 0 && presence !== 'silent') {
      const before = answered;
      await pause(SILENCE, undefined, { signal: closing.signal, ref: false });
      if (underWay.size > 0 && answered === before) await examine();
    }
    isWatched = false;
  }

  return {
    get presence() {
      return presence;
    },
    async post(letter, timeout) {
      const posted = post(pool, { ...letter, path: `${base}${letter.path}` });
      underWay.add(posted);
      watch().catch((err: unknown) => logger.debug({ err }, 'the replica is not watched any more'));
      const timer = setTimeout(() => posted.giveUp(new Error(`no answer within ${timeout} ms`)), timeout);
      try {
        const reply = await posted.reply;
        answered += 1;
        if (reply.isLeaving) doubt('leaving');
        return reply;
      } catch (fault) {
        if (fault instanceof NoReply) doubtFor(fault);
        throw fault;
      } finally {
        clearTimeout(timer);
        underWay.delete(posted);
      }
    },
    doubt,
    async close() {
      closing.abort();
      await pool.destroy();
    },
  };

  function doubtFor({ cause }: NoReply): void {
    const code = faultCode(cause);
    if (code === 'UND_ERR_CONNECT_TIMEOUT') void examine();
    else if (code !== undefined) doubt('away');
  }
}
