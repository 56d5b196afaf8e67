/** What stands between the percent sign and the letter of a verb. */
export interface Flags {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v`: structs with the names of their fields. */
  withNames: boolean;
  /** `%#v`: as one would write the value in Go. */
  asGo: boolean;
  width: number | undefined;
  precision: number | undefined;
}

export function noFlags(): Flags {
  return {
    plus: false,
    minus: false,
    sharp: false,
    space: false,
    zero: false,
    withNames: false,
    asGo: false,
    width: undefined,
    precision: undefined,
  };
}

/** Fills a text up to the width, with zeros only at its left. */
export function pad(text: string, flags: Flags, withZeros = flags.zero): string {
  if (flags.width === undefined || flags.width <= text.length / 2) return text;
  const missing = flags.width - characterCount(text);
  if (missing <= 0) return text;
  if (flags.minus) return text + " ".repeat(missing);
  return (withZeros ? "0" : " ").repeat(missing) + text;
}

function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
