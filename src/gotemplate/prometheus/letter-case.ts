/** Go's `strings.ToUpper`: a letter becomes one letter. */
export function toUpper(text: string): string {
  return eachCharacter(text, upperCharacter);
}

/** Go's `strings.ToLower`. */
export function toLower(text: string): string {
  return eachCharacter(text, (character) => {
    const lower = character.toLowerCase();
    return String.fromCodePoint(lower.codePointAt(0)!);
  });
}

/** `title` up to Prometheus 3.1: the letter behind anything that is no letter, digit or underscore is a capital. */
export function titleOfWords(text: string): string {
  let afterSeparator = true;
  return eachCharacter(text, (character) => {
    const written = afterSeparator ? titleCharacter(character) : character;
    afterSeparator = isSeparator(character);
    return written;
  });
}

let segmenter: Intl.Segmenter | undefined;

/** `title` since Prometheus 3.2: the first letter of every word, as Unicode knows words, is a capital. */
export function titleOfUnicodeWords(text: string): string {
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  let changed = "";
  for (const { segment } of segmenter.segment(text)) changed += titleWord(segment);
  return changed;
}

/** Digits and other characters without cases may stand before the letter. */
function titleWord(word: string): string {
  const first = /\p{Cased}/u.exec(word);
  if (first === null) return word;
  const [letter] = first;
  const [head = "", ...tail] = letter.toUpperCase();
  const capital = tail.length === 0 ? (titles.get(head) ?? head) : head + tail.join("").toLowerCase();
  return word.slice(0, first.index) + capital + word.slice(first.index + letter.length);
}

function eachCharacter(text: string, change: (character: string) => string): string {
  let changed = "";
  for (const character of text) changed += change(character);
  return changed;
}

function upperCharacter(character: string): string {
  const upper = character.toUpperCase();
  return upper.length === String.fromCodePoint(upper.codePointAt(0)!).length ? upper : character;
}

/** Letters that are two in one, whose title case is neither of the others. */
const titles: ReadonlyMap<string, string> = new Map([
  ["Ǆ", "ǅ"],
  ["Ǉ", "ǈ"],
  ["Ǌ", "ǋ"],
  ["Ǳ", "ǲ"],
]);

function titleCharacter(character: string): string {
  const upper = upperCharacter(character);
  return titles.get(upper) ?? upper;
}

function isSeparator(character: string): boolean {
  if (character <= "\x7f") return !/[0-9A-Za-z_]/.test(character);
  return !/[\p{L}\p{Nd}]/u.test(character) && /[\s\x85]/.test(character) && character !== "\ufeff";
}
