import { YamlFailure } from "../failure.js";
import { hexDigit, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isWordCharacter } from "./characters.js";

const BANG = 0x21;
const HASH = 0x23;
const PERCENT = 0x25;

export interface ScannedName {
  readonly name: string;
  readonly end: number;
}

export interface ScannedTag {
  /** `!`, `!!`, `!name!`, or "" for a verbatim tag. */
  readonly handle: string;
  readonly suffix: string;
  readonly end: number;
}

export interface ScannedDirective {
  readonly kind: "version directive" | "tag directive";
  readonly handle: string;
  /** A prefix, or a version such as `1.1`. */
  readonly text: string;
  readonly end: number;
}

/** Scans `&name` or `*name`. */
export function scanAnchor(source: string, start: number): ScannedName {
  const end = skipWord(source, start + 1);
  const next = source.charCodeAt(end);
  if (end === start + 1 || !(isBlankOrEnd(next) || "?:,]}%@`".includes(source[end]!))) {
    throw new YamlFailure("an anchor name consists of letters, digits, - and _", end);
  }
  return { name: source.slice(start + 1, end), end };
}

/** Scans `!tag`, `!!tag`, `!handle!tag` or `!<tag>`. */
export function scanTag(source: string, start: number): ScannedTag {
  const tag = source[start + 1] === "<" ? scanVerbatimTag(source, start) : scanShorthandTag(source, start);
  if (!isBlankOrEnd(source.charCodeAt(tag.end))) {
    throw new YamlFailure("expected white space after a tag", tag.end, { doing: "reading a tag", start });
  }
  return tag;
}

function scanVerbatimTag(source: string, start: number): ScannedTag {
  const uri = scanUri(source, start + 2, start, true);
  if (source[uri.end] !== ">") {
    throw new YamlFailure("expected > at the end of the tag", uri.end, { doing: "reading a tag", start });
  }
  return { handle: "", suffix: uri.name, end: uri.end + 1 };
}

function scanShorthandTag(source: string, start: number): ScannedTag {
  const wordEnd = skipWord(source, start + 1);
  if (source.charCodeAt(wordEnd) === BANG) {
    const uri = scanUri(source, wordEnd + 1, start, true);
    return { handle: source.slice(start, wordEnd + 1), suffix: uri.name, end: uri.end };
  }
  const uri = scanUri(source, start + 1, start, false);
  return uri.name === "" ? { handle: "", suffix: "!", end: uri.end } : { handle: "!", suffix: uri.name, end: uri.end };
}

/** Scans `%YAML 1.1` or `%TAG !handle! prefix`, with the rest of the line. */
export function scanDirective(source: string, start: number): ScannedDirective {
  const context = { doing: "reading a directive", start };
  const nameEnd = skipWord(source, start + 1);
  const name = source.slice(start + 1, nameEnd);
  if (!isBlankOrEnd(source.charCodeAt(nameEnd))) {
    throw new YamlFailure("unexpected character in the name of a directive", nameEnd, context);
  }
  if (name !== "YAML" && name !== "TAG") {
    throw new YamlFailure("unknown directive: only %YAML and %TAG exist", start + 1, context);
  }
  const valueStart = skipBlanks(source, nameEnd);
  const value = name === "YAML" ? scanVersion(source, valueStart, start) : scanTagDirective(source, valueStart, start);
  let at = skipBlanks(source, value.end);
  if (source.charCodeAt(at) === HASH) while (!isBreakOrEnd(source.charCodeAt(at))) at++;
  if (!isBreakOrEnd(source.charCodeAt(at))) {
    throw new YamlFailure("expected a comment or the end of the line after a directive", at, context);
  }
  return { ...value, end: at };
}

function scanVersion(source: string, from: number, start: number): ScannedDirective {
  const context = { doing: "reading a %YAML directive", start };
  const major = skipDigits(source, from);
  if (source[major] !== ".") throw new YamlFailure("expected a version such as 1.1", major, context);
  const end = skipDigits(source, major + 1);
  if (major === from || end === major + 1 || major - from > 2 || end - major > 3) {
    throw new YamlFailure("expected a version such as 1.1", from, context);
  }
  const text = `${Number(source.slice(from, major))}.${Number(source.slice(major + 1, end))}`;
  return { kind: "version directive", handle: "", text, end };
}

function scanTagDirective(source: string, from: number, start: number): ScannedDirective {
  const context = { doing: "reading a %TAG directive", start };
  const wordEnd = source[from] === "!" ? skipWord(source, from + 1) : from;
  if (wordEnd === from) throw new YamlFailure("expected a handle that begins with !", from, context);
  const handleEnd = source.charCodeAt(wordEnd) === BANG ? wordEnd + 1 : wordEnd;
  if (handleEnd === wordEnd && wordEnd > from + 1)
    throw new YamlFailure("expected ! at the end of the handle", wordEnd, context);
  if (!isBlank(source.charCodeAt(handleEnd)))
    throw new YamlFailure("expected white space after the handle", handleEnd, context);
  const prefix = scanUri(source, skipBlanks(source, handleEnd), start, true);
  if (!isBlankOrEnd(source.charCodeAt(prefix.end))) {
    throw new YamlFailure("expected white space after the prefix", prefix.end, context);
  }
  return { kind: "tag directive", handle: source.slice(from, handleEnd), text: prefix.name, end: prefix.end };
}

function scanUri(source: string, from: number, start: number, required: boolean): ScannedName {
  let name = "";
  let chunkStart = from;
  let at = from;
  for (;;) {
    const code = source.charCodeAt(at);
    if (code === PERCENT) {
      const escaped = scanUriEscape(source, at, start);
      name += source.slice(chunkStart, at) + escaped.name;
      at = escaped.end;
      chunkStart = at;
    } else if (isUriCharacter(code)) at++;
    else break;
  }
  if (required && at === from)
    throw new YamlFailure("expected a name for the tag", at, { doing: "reading a tag", start });
  return { name: name + source.slice(chunkStart, at), end: at };
}

/** Scans one character that is written as `%` escapes of its UTF-8 octets. */
function scanUriEscape(source: string, from: number, start: number): ScannedName {
  const octets: number[] = [];
  let length = 1;
  for (let at = from; octets.length < length; at += 3) {
    const high = hexDigit(source.charCodeAt(at + 1));
    const low = hexDigit(source.charCodeAt(at + 2));
    if (source.charCodeAt(at) !== PERCENT || high < 0 || low < 0) {
      throw new YamlFailure("expected % and two hexadecimal digits", at, { doing: "reading a tag", start });
    }
    const octet = high * 16 + low;
    if (octets.length === 0) length = octet < 0x80 ? 1 : octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
    octets.push(octet);
  }
  try {
    return { name: new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(octets)), end: from + 3 * length };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new YamlFailure("the escaped octets are not UTF-8", from, { doing: "reading a tag", start });
  }
}

function isUriCharacter(code: number): boolean {
  return (
    isWordCharacter(code) || (code !== 0 && !isBreak(code) && ";/?:@&=+$,.!~*'()[]".includes(String.fromCharCode(code)))
  );
}

function skipWord(source: string, from: number): number {
  let at = from;
  while (isWordCharacter(source.charCodeAt(at))) at++;
  return at;
}

function skipDigits(source: string, from: number): number {
  let at = from;
  while (isDigit(source.charCodeAt(at))) at++;
  return at;
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  while (isBlank(source.charCodeAt(at))) at++;
  return at;
}
