import { byteLength } from "../../../gotemplate/format/utf8.js";
import { toLower } from "../../../gotemplate/prometheus/letter-case.js";

/** A test of a line or of the value of a label. */
export type TextTest = (text: string) => boolean;

/** Passes every text. An alternative that is always true is left out, as in Loki: `|= "" or "x"` means `|= "x"`. */
export const always: TextTest = () => true;

/** Passes if one of two tests does. */
export function either(left: TextTest, right: TextTest): TextTest {
  if (left === always) return right;
  if (right === always) return left;
  return (text) => left(text) || right(text);
}

export function containing(part: string, ignoresCase = false): TextTest {
  if (part === "") return always;
  return ignoresCase ? (text) => containsFolded(text, part) : (text) => text.includes(part);
}

export function equalTo(whole: string, ignoresCase = false): TextTest {
  if (!ignoresCase) return (text) => text === whole;
  const length = byteLength(whole);
  return (text) => byteLength(text) === length && containsFolded(text, whole);
}

const ascii = /^[\x00-\x7f]*$/;

/** True if a text contains a part, which is in lower case, in any case. */
function containsFolded(text: string, part: string): boolean {
  if (ascii.test(text)) return text.toLowerCase().includes(part);
  const characters = [...text];
  const wanted = [...part];
  const folded = characters.map(toLower);
  const first = firstByte(wanted[0]!);
  for (let at = 0; at + wanted.length <= characters.length; at++) {
    // Loki looks for the first byte: it does not find `Р` for `р`, which begins with another byte.
    if (firstByte(asciiLower(characters[at]!)) !== first) continue;
    if (wanted.every((character, offset) => folded[at + offset] === character)) return true;
  }
  return false;
}

function asciiLower(character: string): string {
  return character <= "\x7f" ? character.toLowerCase() : character;
}

function firstByte(character: string): number {
  return Buffer.from(character)[0]!;
}
