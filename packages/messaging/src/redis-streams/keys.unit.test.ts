import { expect, test } from '@jest/globals';
import { PARTITIONS, partitionOf } from './keys.ts';

test('a subject is always in the same partition, and ids that differ at their end are spread evenly', () => {
  const counts = new Map<number, number>();
  for (let at = 0; at < 12_000; at += 1) {
    const partition = partitionOf(`ord_01jd5v3k9q${at.toString(36).padStart(12, '0')}`);
    counts.set(partition, (counts.get(partition) ?? 0) + 1);
  }
  expect(counts.size).toBe(PARTITIONS);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  expect(partitionOf('ord_1')).toBe(partitionOf('ord_1'));
});
