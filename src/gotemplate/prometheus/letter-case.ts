/** Go's `strings.ToUpper`, which maps each character to one character. */
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

/** `title` up to Prometheus 3.1: capitalises after anything but a letter, digit or underscore. */
export function capitaliseWords(text: string): string {
  let afterSeparator = true;
  return eachCharacter(text, (character) => {
    const written = afterSeparator ? titleCharacter(character) : character;
    afterSeparator = isSeparator(character);
    return written;
  });
}

/**
 * `title` since Prometheus 3.2: capitalises Unicode words. A single dot, colon or apostrophe within a word does not end
 * it.
 */
export function capitaliseUnicodeWords(text: string): string {
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
/** The zero-width space, and characters of scripts without spaces between words. */
const singleCharacterWords = /^[\u200b\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]$/u;

function endsWord(character: string): boolean {
  return !withinWords.test(character) || singleCharacterWords.test(character);
}

/** If the upper case of a letter is several characters, only the first is upper case, unless it is an apostrophe. */
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

/** Digraphs, whose title case differs from their upper case. */
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
