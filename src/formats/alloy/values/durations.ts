import { parseGoDuration } from "../../../gotemplate/format/parse-go-duration.js";

/** Parses a duration of Go to seconds. Undefined if it is invalid: Go knows no days, and no number without a unit. */
export function parseSeconds(text: string): number | undefined {
  const { value } = parseGoDuration(text);
  return value === undefined ? undefined : Number(value) / 1e9;
}

const sizeUnits: Readonly<Record<string, number>> = { "": 1, k: 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };
const largeUnits: Readonly<Record<string, number>> = { T: 1024 ** 4, P: 1024 ** 5, E: 1024 ** 6 };
const sizePart = /(\d+\.?\d*|\.\d+)([kKMGTPE]?)(?:i?B)/y;

/** Parses a size such as `10MiB` or `512KB` to bytes; all units are powers of 1024. Undefined if it is invalid. */
export function parseSize(text: string): number | undefined {
  const unsigned = text.replace(/^[+-]/, "");
  if (unsigned === "0") return 0;
  let total = 0;
  sizePart.lastIndex = 0;
  for (let match = sizePart.exec(unsigned); match !== null; match = sizePart.exec(unsigned)) {
    total += Number(match[1]) * { ...sizeUnits, ...largeUnits }[match[2]!]!;
    if (sizePart.lastIndex === unsigned.length) return text.startsWith("-") ? -total : total;
  }
  return undefined;
}
