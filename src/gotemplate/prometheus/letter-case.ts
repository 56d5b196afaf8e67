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

/**
 * `title` since Prometheus 3.2: the first letter of every word is a capital. A dot, colon or apostrophe within a word
 * does not end it, but two of them do.
 */
export function titleOfUnicodeWords(text: string): string {
  let inWord = false;
  let afterMiddle = false;
  return eachCharacter(text, (character) => {
    const isMiddle = middles.test(character);
    if (isMiddle && afterMiddle) inWord = false;
    afterMiddle = isMiddle;
    if (!/\p{Cased}/u.test(character)) {
      if (!isMiddle && endsWord(character)) inWord = false;
      return character;
    }
    const written = inWord ? character : capital(character);
    inWord = true;
    return written;
  });
}

/** Unicode's classes MidLetter and MidNumLet, and the plain apostrophe. */
const middles = /^[':.\xb7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a]$/;
const withinWords = /^[\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\p{Cf}]$/u;
/** A space without width, and characters of scripts that do not tell words apart by spaces. */
const wordsOfTheirOwn = /^[\u200b\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]$/u;

function endsWord(character: string): boolean {
  return !withinWords.test(character) || wordsOfTheirOwn.test(character);
}

/** Where a letter becomes two, only the first one is a capital, unless that is an apostrophe. */
function capital(letter: string): string {
  const upper = letter.toUpperCase();
  const [head = "", ...tail] = upper;
  if (tail.length === 0) return titles.get(head) ?? head;
  return head === "\u02bc" ? upper : head + tail.join("").toLowerCase();
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
