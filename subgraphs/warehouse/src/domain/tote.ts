import type { LineToPick } from './picking.ts';

/** What a picker says of one line. */
export interface PickedLine {
  readonly lineId: string;
  readonly quantity: number;
  /** The rest is not on the shelf. */
  readonly short: boolean;
}

export type Tote<Line extends LineToPick> =
  /** Lines with what lies in the tote; `missing` of each is what is not on its shelf. */
  | { readonly lines: readonly (Line & { readonly missing: number })[] }
  | { readonly refused: 'NOT_FOUND' | 'INVALID'; readonly message: string; readonly field: readonly string[] };

/** Lets what the picker says replace what was said before; lines that are not spoken of stay as they are. */
export function fillTote<Line extends LineToPick>(lines: readonly Line[], said: readonly PickedLine[]): Tote<Line> {
  for (const [index, { lineId, quantity }] of said.entries()) {
    const line = lines.find(({ id }) => id === lineId);
    if (line === undefined) return { refused: 'NOT_FOUND', message: `the task has no line ${lineId}`, field: [String(index), 'lineId'] };
    if (said.findIndex(other => other.lineId === lineId) !== index)
      return { refused: 'INVALID', message: 'name each line once', field: [String(index), 'lineId'] };
    if (quantity < 0 || quantity > line.quantity)
      return { refused: 'INVALID', message: `must be from 0 to ${line.quantity}`, field: [String(index), 'quantity'] };
  }
  return {
    lines: lines.map(line => {
      const word = said.find(({ lineId }) => lineId === line.id);
      if (word === undefined) return { ...line, missing: 0 };
      return { ...line, picked: word.quantity, missing: word.short ? line.quantity - word.quantity : 0 };
    }),
  };
}
