import { type Letter, NoReply, type Reply } from './post.ts';
import type { Replica } from './replica.ts';

export interface Replicas<Member extends { readonly replica: Replica }> {
  /** In the order in which they are to be asked now; none that is silent. */
  inTurn(): readonly Member[];
  /**
   * The first reply. The next replica is asked when one has certainly not seen the letter, or, with a letter that may be sent twice, has not begun
   * to answer it. Rejects with the last fault; with undefined when there was nobody to ask.
   */
  post(letter: Letter, options: { readonly timeout: number; readonly isRepeatable: boolean }): Promise<Reply>;
}

/** Several processes that do the same: they share the work, and one that is away is passed over. */
export function createReplicas<Member extends { readonly replica: Replica }>(members: readonly Member[]): Replicas<Member> {
  let turn = 0;

  function inTurn(): readonly Member[] {
    turn = (turn + 1) % members.length;
    const turned = [...members.slice(turn), ...members.slice(0, turn)];
    const those = (presence: string): Member[] => turned.filter(({ replica }) => replica.presence === presence);
    const present = those('present');
    return present.length === members.length ? present : [...present, ...those('leaving'), ...those('away')];
  }

  return {
    inTurn,
    async post(letter, { timeout, isRepeatable }) {
      const end = performance.now() + timeout;
      let last: unknown;
      for (const { replica } of inTurn()) {
        const left = end - performance.now();
        if (left <= 0) break;
        try {
          return await replica.post(letter, left);
        } catch (fault) {
          last = fault;
          if (!(fault instanceof NoReply) || (fault.isSent && (fault.hasBegun || !isRepeatable))) break;
        }
      }
      throw last;
    },
  };
}
