import { parseReplacement } from "../../regexp/replacement.js";
import { escapeQuery } from "../builtin/escaping.js";
import { quoteGo } from "../format/go-strings.js";
import { byteLength, decodeBytes, sliceBytes } from "../format/utf8.js";
import { capitaliseWords, toLower, toUpper } from "../prometheus/letter-case.js";
import { compilePattern, forEachMatch, replaceMatches } from "../prometheus/patterns.js";
import type { GoFunction } from "../values/definitions.js";
import { CallFailure, goFunction, int, text } from "../values/function.js";
import { goBool, goInt, goString } from "../values/value.js";
import type { WorkLimit } from "../values/work-limit.js";
import { decodeBase64, encodeBase64 } from "./base64.js";

type Entry = readonly [name: string, definition: GoFunction];

/** The Go release of Loki: which patterns are valid. */
const goRelease = 26;

/** Functions of text. Old names have the arguments of Go's `strings`, new ones take the text last. */
export const textFunctions: readonly Entry[] = [
  ...changes([
    [["ToLower", "lower"], toLower],
    [["ToUpper", "upper"], toUpper],
    [["title"], capitaliseWords],
    [["TrimSpace", "trim"], trimSpace],
    [["urlencode"], escapeQuery],
    [["urldecode"], unescapeQuery],
    [["b64enc"], encodeBase64],
    [["b64dec"], decodeBase64],
  ]),
  ["Trim", ofTwo((value, cutset) => trimRight(trimLeft(value, cutset), cutset))],
  ["trimAll", ofTwo((cutset, value) => trimRight(trimLeft(value, cutset), cutset))],
  ["TrimLeft", ofTwo(trimLeft)],
  ["TrimRight", ofTwo(trimRight)],
  ["TrimPrefix", ofTwo(trimPrefix)],
  ["trimPrefix", ofTwo((prefix, value) => trimPrefix(value, prefix))],
  ["TrimSuffix", ofTwo(trimSuffix)],
  ["trimSuffix", ofTwo((suffix, value) => trimSuffix(value, suffix))],
  ["contains", goFunction([text, text], (part, value) => goBool(value.includes(part)))],
  ["hasPrefix", goFunction([text, text], (prefix, value) => goBool(value.startsWith(prefix)))],
  ["hasSuffix", goFunction([text, text], (suffix, value) => goBool(value.endsWith(suffix)))],
  [
    "Replace",
    goFunction([text, text, text, int], (value, old, next, count, limit) =>
      bounded(replaceText(value, old, next, Number(count)), limit),
    ),
  ],
  [
    "replace",
    goFunction([text, text, text], (old, next, value, limit) => bounded(replaceText(value, old, next, -1), limit)),
  ],
  ["repeat", goFunction([int, text], repeat)],
  ["indent", goFunction([int, text], (spaces, value, limit) => indent(spaces, value, limit))],
  ["nindent", goFunction([int, text], (spaces, value, limit) => goString(`\n${indent(spaces, value, limit).value}`))],
  ["trunc", goFunction([int, text], (count, value) => goString(truncate(value, Number(count))))],
  ["substr", goFunction([int, int, text], (start, end, value) => goString(cut(value, Number(start), Number(end))))],
  ["alignLeft", goFunction([int, text], (count, value, limit) => align(value, count, limit, "left"))],
  ["alignRight", goFunction([int, text], (count, value, limit) => align(value, count, limit, "right"))],
  [
    "regexReplaceAll",
    goFunction([text, text, text], (pattern, value, replacement, limit) =>
      goString(replaceMatches(compilePattern(pattern, goRelease, limit), parseReplacement(replacement), value, limit)),
    ),
  ],
  [
    "regexReplaceAllLiteral",
    goFunction([text, text, text], (pattern, value, replacement, limit) =>
      goString(replaceMatches(compilePattern(pattern, goRelease, limit), [{ text: replacement }], value, limit)),
    ),
  ],
  ["count", goFunction([text, text], countMatches)],
];

function changes(list: readonly (readonly [names: readonly string[], change: (value: string) => string])[]): Entry[] {
  return list.flatMap(([names, change]) =>
    names.map((name): Entry => [name, goFunction([text], (value) => goString(change(value)))]),
  );
}

function ofTwo(change: (first: string, second: string) => string): GoFunction {
  return goFunction([text, text], (first, second) => goString(change(first, second)));
}

function bounded(value: string, limit: WorkLimit) {
  limit.spendText(value.length);
  return goString(value);
}

function trimSpace(value: string): string {
  return value.replace(/^[\s\x85]+|[\s\x85]+$/g, "");
}

function trimLeft(value: string, cutset: string): string {
  const characters = [...value];
  const kept = characters.findIndex((character) => !cutset.includes(character));
  return kept === -1 ? "" : characters.slice(kept).join("");
}

function trimRight(value: string, cutset: string): string {
  const characters = [...value];
  const kept = characters.findLastIndex((character) => !cutset.includes(character));
  return characters.slice(0, kept + 1).join("");
}

function trimPrefix(value: string, prefix: string): string {
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

function trimSuffix(value: string, suffix: string): string {
  return value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value;
}

/** Replaces the first occurrences; all of them if the count is negative. An empty text is found between characters. */
function replaceText(value: string, old: string, next: string, count: number): string {
  if (count < 0 && old !== "") return value.replaceAll(old, () => next);
  const pieces = old === "" ? ["", ...value] : value.split(old);
  const replaced = count < 0 ? Number.POSITIVE_INFINITY : count;
  const isOpenEnd = old === "" && replaced > pieces.length - 1;
  return (
    pieces.map((piece, at) => (at === 0 ? piece : (at <= replaced ? next : old) + piece)).join("") +
    (isOpenEnd ? next : "")
  );
}

function repeat(count: bigint, value: string, limit: WorkLimit) {
  if (count < 0n) throw new CallFailure("strings: negative Repeat count");
  limit.checkLength(Number(count) * value.length);
  return bounded(value.repeat(Number(count)), limit);
}

function indent(spaces: bigint, value: string, limit: WorkLimit) {
  if (spaces < 0n) throw new CallFailure("strings: negative Repeat count");
  const lines = value.split("\n");
  limit.checkLength(value.length + lines.length * Number(spaces));
  const padding = " ".repeat(Number(spaces));
  return bounded(lines.map((line) => padding + line).join("\n"), limit);
}

/** The first bytes, or the last ones of a negative count. */
function truncate(value: string, count: number): string {
  const length = byteLength(value);
  if (count < 0 && length + count > 0) return sliceBytes(value, length + count, length);
  return count >= 0 && length > count ? sliceBytes(value, 0, count) : value;
}

function cut(value: string, start: number, end: number): string {
  const length = byteLength(value);
  const from = Math.max(start, 0);
  const to = start >= 0 && (end < 0 || end > length) ? length : end;
  if (to > length || to < 0) {
    throw new CallFailure(`runtime error: slice bounds out of range [:${to}]${to < 0 ? "" : ` with length ${length}`}`);
  }
  if (from > to) throw new CallFailure(`runtime error: slice bounds out of range [${from}:${to}]`);
  return sliceBytes(value, from, to);
}

/** Pads with spaces, or cuts off characters at the other side. */
function align(value: string, count: bigint, limit: WorkLimit, side: "left" | "right") {
  const characters = [...value];
  const width = Number(count);
  if (width < 0) return goString(value);
  limit.checkLength(width);
  const padding = " ".repeat(Math.max(width - characters.length, 0));
  if (side === "left") return bounded(characters.slice(0, width).join("") + padding, limit);
  return bounded(padding + characters.slice(Math.max(characters.length - width, 0)).join(""), limit);
}

function countMatches(pattern: string, value: string, limit: WorkLimit) {
  let count = 0;
  forEachMatch(compilePattern(pattern, goRelease, limit), value, limit, () => count++);
  return goInt(count);
}

/** Go's `url.QueryUnescape`. */
function unescapeQuery(value: string): string {
  const invalid = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(value)?.[0];
  if (invalid !== undefined) throw new CallFailure(`invalid URL escape ${quoteGo(invalid)}`);
  const bytes = Buffer.from(
    value
      .replaceAll("+", " ")
      .replace(/(?:%[0-9a-fA-F]{2})+|[^\x00-\x7f]+/g, (part) =>
        (part.startsWith("%") ? Buffer.from(part.replaceAll("%", ""), "hex") : Buffer.from(part)).toString("latin1"),
      ),
    "latin1",
  );
  return decodeBytes(bytes);
}
