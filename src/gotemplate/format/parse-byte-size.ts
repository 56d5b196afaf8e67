import { toLower } from "../prometheus/letter-case.js";
import { type ParsedNumber, parseFloat64 } from "./parse-float.js";

const prefixes = ["k", "m", "g", "t", "p", "e"];

const sizes: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["b", 1],
  ...prefixes.flatMap((prefix, at): readonly (readonly [string, number])[] => [
    [prefix, 1000 ** (at + 1)],
    [`${prefix}b`, 1000 ** (at + 1)],
    [`${prefix}i`, 1024 ** (at + 1)],
    [`${prefix}ib`, 1024 ** (at + 1)],
  ]),
]);

const mostBytes = 2 ** 64;

/**
 * Parses a size as go-humanize's `ParseBytes` does.
 *
 * ```ts
 * parseByteSize("1.5 MB"); // { value: 1500000 }
 * parseByteSize("2KiB"); // { value: 2048 }
 * ```
 */
export function parseByteSize(text: string): ParsedNumber {
  const digits = /^[\p{Nd}.,]*/u.exec(text)![0];
  const parsed = parseFloat64(digits.replaceAll(",", ""));
  if (parsed.error !== undefined) return parsed;
  const unit = toLower(text.slice(digits.length).trim());
  const size = sizes.get(unit);
  if (size === undefined) return { error: `unhandled size name: ${unit}` };
  const bytes = parsed.value * size;
  return bytes >= mostBytes ? { error: `too large: ${text}` } : { value: Math.trunc(bytes) };
}
