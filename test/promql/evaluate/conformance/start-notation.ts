/** How long before or after each sample its counter began, in milliseconds; undefined where that is not told. */
export type Starts = readonly (number | undefined)[];

const item = /^(?:(_|\*)|([+-]?\d+[a-z]*?)(?:([+-])(\d+[a-z]*?))?)(?:x(\d+))?$/;

/** Reads the start timestamps of a series: durations, `_`, `*` for the last one again, and many of them as of values. */
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
