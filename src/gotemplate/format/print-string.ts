import { type Flags, pad } from "./flags.js";
import { canBackquote, quoteGo } from "./go-strings.js";

/** Prints a string; undefined if the verb does not apply to strings. */
export function printString(text: string, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case "v":
      return flags.asGo ? quoted(text, flags) : pad(truncated(text, flags.precision), flags);
    case "s":
      return pad(truncated(text, flags.precision), flags);
    case "q":
      return quoted(text, flags);
    case "x":
    case "X":
      return hexadecimalBytes(text, verb, flags);
    default:
      return undefined;
  }
}

function quoted(text: string, flags: Flags): string {
  const shown = truncated(text, flags.precision);
  if (flags.sharp && canBackquote(shown)) return pad(`\`${shown}\``, flags);
  return pad(quoteGo(shown, flags.plus), flags);
}

/** The precision counts characters. */
function truncated(text: string, precision: number | undefined): string {
  if (precision === undefined || precision >= text.length) return text;
  let count = 0;
  let end = 0;
  for (const character of text) {
    if (count++ >= precision) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function hexadecimalBytes(text: string, verb: "x" | "X", flags: Flags): string {
  const bytes = Buffer.from(text, "utf8").subarray(0, flags.precision ?? Number.POSITIVE_INFINITY);
  const prefix = flags.sharp ? `0${verb}` : "";
  const hexadecimal = bytes.toString("hex");
  const digits = verb === "X" ? hexadecimal.toUpperCase() : hexadecimal;
  if (digits === "") return pad("", flags);
  const shown = flags.space
    ? digits
        .match(/../g)!
        .map((byte) => prefix + byte)
        .join(" ")
    : prefix + digits;
  return pad(shown, flags);
}
