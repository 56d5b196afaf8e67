import { floatText } from "../format/float-text.js";

const largePrefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
const binaryPrefixes = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];
const smallPrefixes = ["m", "u", "n", "p", "f", "a", "z", "y"];

function fourDigits(value: number): string {
  return floatText(value, "g", 4);
}

/** `humanize`: 1234567 is `1.235M`. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fourDigits(value);
  return Math.abs(value) >= 1 ? withPrefix(value, largePrefixes, 1000) : small(value);
}

/** `humanize1024`: 1048576 is `1Mi`. */
export function humanize1024(value: number): string {
  const isPlain = Math.abs(value) <= 1 || !Number.isFinite(value);
  return isPlain ? fourDigits(value) : withPrefix(value, binaryPrefixes, 1024);
}

/** `humanizePercentage`: 0.1234 is `12.34%`. */
export function humanizePercentage(value: number): string {
  return `${fourDigits(value * 100)}%`;
}

/** `humanizeDuration`: of seconds, 3661 is `1h 1m 1s`. */
export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return fourDigits(seconds);
  if (seconds === 0) return `${fourDigits(seconds)}s`;
  return Math.abs(seconds) >= 1 ? longDuration(seconds) : `${small(seconds)}s`;
}

function withPrefix(value: number, prefixes: readonly string[], step: number): string {
  let scaled = value;
  let prefix = "";
  for (const next of prefixes) {
    if (Math.abs(scaled) < step) break;
    prefix = next;
    scaled /= step;
  }
  return fourDigits(scaled) + prefix;
}

function small(value: number): string {
  let scaled = value;
  let prefix = "";
  for (const next of smallPrefixes) {
    if (Math.abs(scaled) >= 1) break;
    prefix = next;
    scaled *= 1000;
  }
  return fourDigits(scaled) + prefix;
}

const largestInteger = 2n ** 63n;

/** Whole seconds as a 64-bit integer; the smallest one on overflow, as in Go. */
function integerSeconds(value: number): bigint {
  return value < 2 ** 63 ? BigInt(Math.trunc(value)) : -largestInteger;
}

function longDuration(value: number): string {
  const sign = value < 0 ? "-" : "";
  const size = Math.abs(value);
  const whole = integerSeconds(size);
  const seconds = whole % 60n;
  const minutes = (whole / 60n) % 60n;
  const hours = (whole / 3600n) % 24n;
  const days = whole / 86400n;
  if (days !== 0n) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours !== 0n) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes !== 0n) return `${sign}${minutes}m ${seconds}s`;
  return `${sign}${fourDigits(size)}s`;
}
