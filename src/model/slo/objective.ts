/** A percentage as text, so that it is exact: `"99.9%"`. */
export type Percentage = `${number}%`;

/** An objective as exact decimals: `0.999` and `0.001`, never `0.0009999999999999432`. */
export interface Objective {
  /** The share of events that must be good. */
  readonly share: number;
  /** The share of events that may fail: the error budget. */
  readonly budget: number;
}

/** Reads an objective. Undefined unless it is a percentage above 0 and below 100, which leaves an error budget. */
export function readObjective(text: string): Objective | undefined {
  const match = /^(\d{1,2})(?:\.(\d{1,12}))?%$/.exec(text);
  if (!match) return undefined;
  const [, whole = "", fraction = ""] = match;
  const share = BigInt(whole + fraction);
  const one = 100n * 10n ** BigInt(fraction.length);
  if (share === 0n) return undefined;
  const digits = fraction.length + 2;
  return { share: decimal(share, digits), budget: decimal(one - share, digits) };
}

/** The share that a percentage stands for: 0.02 for `"2%"`. */
export function readPercentage(text: string): number | undefined {
  const match = /^(\d{1,3})(?:\.(\d{1,12}))?%$/.exec(text);
  if (!match) return undefined;
  const [, whole = "", fraction = ""] = match;
  return decimal(BigInt(whole + fraction), fraction.length + 2);
}

/** The number that is nearest to a decimal fraction, which prints as that fraction. */
function decimal(value: bigint, digits: number): number {
  const text = value.toString().padStart(digits + 1, "0");
  return Number(`${text.slice(0, -digits)}.${text.slice(-digits)}`);
}
