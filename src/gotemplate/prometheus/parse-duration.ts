import { quoteGo } from "../format/go-strings.js";
import { CallFailure } from "../values/function.js";

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
const longest = 2n ** 63n / 1_000_000n;

/** Seconds of a duration as Prometheus writes it: `1h30m`. Since 3.6 it may be negative. */
export function secondsOf(text: string, allowNegative: boolean): number {
  const isNegative = allowNegative && text.startsWith("-");
  const milliseconds = millisecondsOf(isNegative ? text.slice(1) : text);
  return Number(isNegative ? -milliseconds : milliseconds) / 1000;
}

function millisecondsOf(text: string): bigint {
  if (text === "0") return 0n;
  if (text === "") throw new CallFailure("empty duration string");
  const notValid = () => new CallFailure(`not a valid duration string: ${quoteGo(text)}`);
  if (!/^(?:[0-9]+(?:ms|[ywdhms]))+$/.test(text)) throw notValid();
  let total = 0n;
  let smallest = -1;
  for (const [, count = "", unit = ""] of text.matchAll(/([0-9]+)(ms|[ywdhms])/g)) {
    const order = unitNames.indexOf(unit);
    if (order <= smallest) throw notValid();
    smallest = order;
    if (count.length > 20) throw new CallFailure("duration out of range");
    total += BigInt(count) * units.get(unit)!;
    if (total >= longest) throw new CallFailure("duration out of range");
  }
  return total;
}
