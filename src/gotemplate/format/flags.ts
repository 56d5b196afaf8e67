/** The flags, width and precision of a verb. */
export interface Flags {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v`: print the field names of structs. */
  withNames: boolean;
  /** `%#v`: print Go syntax. */
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

/** Pads a string to the width; zeros are only added on the left. */
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
