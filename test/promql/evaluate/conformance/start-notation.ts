/** The start of each sample's counter relative to the sample, in milliseconds; undefined if unknown. */
export type Starts = readonly (number | undefined)[];

const item = /^(?:(_|\*)|([+-]?\d+[a-z]*?)(?:([+-])(\d+[a-z]*?))?)(?:x(\d+))?$/;

/**
 * Parses the start timestamps of a series: durations, `_`, `*` to repeat the last one, and repetition as for values.
 */
export function parseStarts(text: string, milliseconds: (duration: string) => number): Starts {
  const starts: (number | undefined)[] = [];
  for (const part of text.trim().split(/\s+/)) {
    const match = item.exec(part);
    if (!match) throw new Error(`start timestamp ${part}`);
    const [, sign, first, direction, by, count] = match;
    const length = sign === "_" ? Number(count ?? 1) : Number(count ?? 0) + 1;
    const step = by ? milliseconds(by) * (direction === "-" ? -1 : 1) : 0;
    const start = sign === "*" ? (starts.findLast((one) => one !== undefined) ?? 0) : first && milliseconds(first);
    for (let at = 0; at < length; at++) starts.push(typeof start === "number" ? start + at * step : undefined);
  }
  return starts;
}
