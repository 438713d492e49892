import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createProgress } from './progress.ts';

test('whatever is finished when, the offset to commit is the oldest that is not, or the one behind all that were read', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.infiniteStream(fc.nat()), (offsets, draws) => {
      const progress = createProgress();
      const begun = offsets.toSorted((one, other) => one - other);
      for (const offset of begun) progress.begin(offset);
      const end = (begun.at(-1) ?? 0) + 1;
      progress.readTo(end);
      const left = [...begun];
      while (left.length > 0) {
        expect(progress.position).toBe(left[0]);
        const [finished = 0] = left.splice((draws.next().value as number) % left.length, 1);
        progress.finish(finished);
      }
      expect(progress.position).toBe(end);
    }),
  );
});

test('before anything was read there is nothing to commit', () => {
  expect(createProgress().position).toBeUndefined();
});
