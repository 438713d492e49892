import type { Envelope } from '@micromart/events';

/** Notes what was handled, and whether each subject's events first came in order. */
export function recorder() {
  const ids = new Set<string>();
  const sequences = new Map<string, number[]>();
  let deliveries = 0;
  return {
    note(event: Envelope): void {
      deliveries += 1;
      if (ids.has(event.id)) return;
      ids.add(event.id);
      sequences.set(event.subject, [...(sequences.get(event.subject) ?? []), event.sequence]);
    },
    /** Different events. */
    get events() {
      return ids.size;
    },
    get deliveries() {
      return deliveries;
    },
    /** Subjects whose events did not come in order. */
    get disordered(): readonly string[] {
      return [...sequences].filter(([, seen]) => seen.some((sequence, at) => at > 0 && sequence <= (seen[at - 1] ?? 0))).map(([subject]) => subject);
    },
  };
}
