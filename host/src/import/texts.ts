const LONGEST_ADDRESS = 2_000;

/** A text without line breaks, tabs and runs of spaces. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** An absolute http or https address as it can be loaded, `//cdn…` with https; undefined for anything else. */
export function imageAddress(cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const written = cell.startsWith('//') ? `https:${cell}` : cell;
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return undefined;
  const { href } = new URL(written);
  return href.length > LONGEST_ADDRESS ? undefined : href;
}
