import type { JsonPath } from "../../syntax/extraction-path.js";
import {
  blockEnd,
  decodeEscapes,
  JsonFailure,
  type JsonValue,
  jsonErrors,
  readValue,
  skipSpace,
  stringEnd,
} from "./scan.js";

export interface FoundValue extends JsonValue {
  /** The text; without the quotation marks of a string. */
  readonly text: string;
}

export interface PathVisitor {
  /** Takes the value of a path. */
  readonly found: (path: number, value: FoundValue) => void;
  /** Takes the error of a value that cannot be read, or of the whole text. */
  readonly failed: (error: string) => void;
}

interface Search {
  readonly text: string;
  readonly paths: readonly JsonPath[];
  readonly longest: number;
  readonly visitor: PathVisitor;
  readonly found: boolean[];
  /** The keys around the current position. */
  readonly keys: string[];
  foundCount: number;
  level: number;
}

/**
 * Finds the values of paths in one pass, as Loki's streaming parser does: the first value of each path, without checking
 * what the paths do not reach.
 */
export function findPaths(text: string, paths: readonly JsonPath[], visitor: PathVisitor): void {
  const longest = Math.max(0, ...paths.map((path) => path.length));
  const found = paths.map(() => false);
  const search: Search = { text, paths, longest, visitor, found, keys: [], foundCount: 0, level: 0 };
  for (let at = 0; at !== -1 && at < text.length; ) at = step(search, at);
}

/** Handles one character. Returns the offset to continue at, or -1 to stop. */
function step(search: Search, at: number): number {
  switch (search.text[at]) {
    case '"':
      return stringStep(search, at + 1);
    case "{":
      search.level++;
      return at + 1;
    case "}":
    case "]":
      search.level--;
      return at + 1;
    case "[":
      return arrayStep(search, at);
    default:
      return at + 1;
  }
}

/** A string may be a key or a value. */
function stringStep(search: Search, start: number): number {
  const { text, paths } = search;
  const behind = stringEnd(text, start, text.length);
  if (behind === -1) return -1;
  const next = skipSpace(text, behind, text.length);
  if (next === -1) return -1;
  if (text[next] !== ":") return next;
  const key = decodeEscapes(text.slice(start, behind - 1));
  if (key === undefined) return -1;
  const mayMatch = search.longest >= search.level;
  if (mayMatch && search.level < 1) return stop(search);
  const isMatch = mayMatch && matchKey(search, key, next);
  if (search.foundCount === paths.length) return -1;
  if (isMatch) return next + 1;
  // The character before the value is looked at once more.
  const value = skipSpace(text, next + 1, text.length);
  const last = next + (value === -1 ? -1 : value - next - 1);
  return '{}["'.includes(text[last]!) ? last : last + 1;
}

/** Reports an error and stops. */
function stop({ visitor }: Search): -1 {
  visitor.failed(jsonErrors.malformed);
  return -1;
}

function matchKey(search: Search, key: string, colon: number): boolean {
  const { text, paths, level, keys, found } = search;
  keys[level - 1] = key;
  let isMatch = false;
  for (const [index, path] of paths.entries()) {
    if (path.length !== level || found[index] || key !== path[level - 1] || !isSameTree(path, keys, level)) continue;
    isMatch = true;
    search.foundCount++;
    found[index] = true;
    readFound(search, index, colon + 1, text.length);
    if (search.foundCount === paths.length) break;
  }
  return isMatch;
}

function readFound(search: Search, path: number, from: number, end: number): void {
  try {
    takeValue(search, path, readValue(search.text, from, end));
  } catch (failure) {
    if (!(failure instanceof JsonFailure)) throw failure;
    search.visitor.failed(failure.message);
  }
}

function takeValue({ text, visitor }: Search, path: number, value: JsonValue): void {
  visitor.found(path, { ...value, text: text.slice(value.start, value.end) });
}

function isSameTree(path: JsonPath, keys: readonly string[], level: number): boolean {
  const shared = Math.min(path.length, level);
  for (let at = 0; at < shared; at++) if (path[at] !== (keys[at] ?? "")) return false;
  return true;
}

const indexKey = /^\[(\d+)\]$/;

function arrayStep(search: Search, start: number): number {
  const { text, paths, keys, found } = search;
  if (search.level < 0) return stop(search);
  const { level } = search;
  const wanted: (readonly [path: number, index: number])[] = [];
  for (const [index, path] of paths.entries()) {
    if (path.length < level + 1 || found[index] || !isSameTree(path, keys, level)) continue;
    const element = indexKey.exec(path[level]!)?.[1];
    if (element !== undefined) wanted.push([index, Number(element)]);
  }
  if (wanted.length === 0) {
    return blockEnd(text, start, text.length);
  }
  search.level++;
  let current = 0;
  const last = eachElement(text, start, (value) => {
    for (const [path, element] of wanted) {
      if (element !== current) continue;
      search.foundCount++;
      found[path] = true;
      takeElement(search, path, value, paths[path]!.slice(level + 1));
    }
    current++;
  });
  if (search.foundCount === paths.length) return -1;
  return last;
}

/** Takes an element of an array, or what the rest of the path finds in it. */
function takeElement(search: Search, path: number, value: JsonValue, rest: JsonPath): void {
  const from = rest.length === 0 ? value.start : searchValue(search.text, value.start, value.end, rest);
  if (from === -1) return;
  if (value.kind === "string") takeValue(search, path, { ...value, start: from });
  else readFound(search, path, from, value.end);
}

/** Visits the elements of an array up to the first that cannot be read. Returns the offset where it stops. */
function eachElement(text: string, start: number, visit: (value: JsonValue) => void, end = text.length): number {
  let at = skipSpace(text, start + 1, end);
  if (at === -1) return start + 1;
  if (text[at] === "]") return at;
  for (;;) {
    let value: JsonValue;
    try {
      value = readValue(text, at, end);
    } catch (failure) {
      if (failure instanceof JsonFailure) return at;
      throw failure;
    }
    if (value.next === at) return at;
    visit(value);
    const behind = skipSpace(text, value.next, end);
    if (behind === -1) return value.next;
    if (text[behind] !== ",") return behind;
    at = behind + 1;
  }
}

/** The offset of the value of a path in a part of the text; -1 if there is none. */
function searchValue(text: string, from: number, end: number, path: JsonPath): number {
  if (path.length === 0) return from;
  let level = 0;
  let keyLevel = 0;
  let isLastMatched = true;
  for (let at = from; at < end; at++) {
    switch (text[at]) {
      case '"': {
        const behind = stringEnd(text, at + 1, end);
        const next = behind === -1 ? -1 : skipSpace(text, behind, end);
        if (next === -1) return -1;
        if (text[next] !== ":") {
          at = next - 1;
          break;
        }
        const key = decodeEscapes(text.slice(at + 1, behind - 1));
        if (level < 1 || key === undefined || level > path.length) return -1;
        isLastMatched = key === path[level - 1];
        if (isLastMatched && keyLevel === level - 1) {
          keyLevel++;
          if (keyLevel === path.length) return next + 1;
        }
        at = next;
        break;
      }
      case "{":
        if (isLastMatched) level++;
        else {
          const behind = blockEnd(text, at, end);
          if (behind === -1) return -1;
          at = behind - 1;
        }
        break;
      case "}":
        level--;
        if (level === keyLevel) keyLevel--;
        break;
      case "[": {
        const element = keyLevel === level ? path[level] : undefined;
        if (element?.startsWith("[")) return searchElement(text, at, end, element, path.slice(level + 1));
        const behind = blockEnd(text, at, end);
        if (behind === -1) return -1;
        at = behind - 1;
        break;
      }
      case ":":
        return -1;
    }
  }
  return -1;
}

function searchElement(text: string, at: number, end: number, element: string, rest: JsonPath): number {
  const wanted = Number(indexKey.exec(element)?.[1] ?? -1);
  let current = 0;
  let value: JsonValue | undefined;
  eachElement(
    text,
    at,
    (candidate) => {
      if (current++ === wanted) value = candidate;
    },
    end,
  );
  if (value === undefined) return -1;
  // The quotation marks of a string belong to it here.
  const isString = value.kind === "string";
  return searchValue(text, isString ? value.start - 1 : value.start, isString ? value.end + 1 : value.end, rest);
}
