import { quoteGo } from "../format/go-strings.js";
import { CallFailure } from "../values/function.js";
import type { TemplateRelease } from "./release.js";

const units: ReadonlyMap<string, bigint> = new Map([
  ["y", 31_536_000_000n],
  ["w", 604_800_000n],
  ["d", 86_400_000n],
  ["h", 3_600_000n],
  ["m", 60_000n],
  ["s", 1000n],
  ["ms", 1n],
]);
const unitNames = [...units.keys()];

/** Go keeps durations as 64-bit nanoseconds. */
const maxMilliseconds = 2n ** 63n / 1_000_000n;

/** `parseDuration`: the seconds of a duration such as `1h30m`. */
export function parseDurationSeconds(text: string, { negativeDurations, namesUnknownUnits }: TemplateRelease): number {
  const isNegative = negativeDurations && text.startsWith("-");
  const milliseconds = parseMilliseconds(isNegative ? text.slice(1) : text, namesUnknownUnits);
  // Go divides the nanoseconds, which it rounds first.
  return Number((isNegative ? -milliseconds : milliseconds) * 1_000_000n) / 1e9;
}

function parseMilliseconds(text: string, namesUnknownUnits: boolean): bigint {
  if (text === "0") return 0n;
  if (text === "") throw new CallFailure("empty duration string");
  const notValid = () => new CallFailure(`not a valid duration string: ${quoteGo(text)}`);
  if (!namesUnknownUnits && !unitsInOrder.test(text)) throw notValid();
  let total = 0n;
  let smallest = -1;
  const part = /([0-9]*)([^0-9]*)/y;
  while (part.lastIndex < text.length) {
    const [, count = "", unit = ""] = part.exec(text)!;
    if (count === "" || unit === "" || (namesUnknownUnits && !fits(count))) throw notValid();
    const order = unitNames.indexOf(unit);
    if (order === -1) throw new CallFailure(`unknown unit ${quoteGo(unit)} in duration ${quoteGo(text)}`);
    if (order <= smallest) throw notValid();
    smallest = order;
    if (fits(count)) total += BigInt(count) * units.get(unit)!;
    if (!fits(count) || total >= maxMilliseconds) throw new CallFailure("duration out of range");
  }
  return total;
}

/** True if the digits fit into 64 bits. */
function fits(digits: string): boolean {
  const significant = digits.replace(/^0+/, "");
  return significant.length <= 20 && BigInt(significant) < 2n ** 64n;
}

/** The pattern of a duration before Prometheus 2.44. */
const unitsInOrder = /^(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$/;
