import type { Admin, Kafka } from 'kafkajs';
import { sleep } from '../waiting.ts';

/** Questions to the cluster, on a connection that is made when the first one is asked. */
export interface Questions {
  ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** A coordinator that has just been chosen refuses for a moment. */
const TRIES = 10;
const PAUSE = 200;

export function createQuestions(kafka: Kafka): Questions {
  let connected: Promise<Admin> | undefined;

  async function connect(): Promise<Admin> {
    const admin = kafka.admin();
    await admin.connect();
    return admin;
  }

  return {
    async ask(question) {
      for (let tries = 1; ; tries += 1) {
        connected ??= connect();
        const admin = connected;
        try {
          return await question(await admin);
        } catch (error) {
          // a client that lost its broker is not worth keeping, nor waiting for
          if (connected === admin) connected = undefined;
          void admin.then(client => client.disconnect()).catch(() => undefined);
          if (tries === TRIES || (error as { readonly retriable?: boolean }).retriable !== true) throw error;
          await sleep(PAUSE);
        }
      }
    },
    async close() {
      await (await connected?.catch(() => undefined))?.disconnect();
    },
  };
}
