/** Properties of a pattern that every engine interprets alike. */
export interface SimplePattern {
  readonly matchesEmpty: boolean;
  /** True if the built-in engine can run it without excessive backtracking. */
  readonly isNative: boolean;
}

const maxRepeats = 2;

/** The codes of literal characters. */
const plain = Array.from({ length: 128 }, (_, code) => /[\w\-:/,@%&=<>~#;!"'` ]/.test(String.fromCharCode(code)));

/** A class of literal characters and the usual ranges. */
const simpleClass = /\[\^?(?:0-9|1-9|a-z|A-Z|a-f|A-F|\w(?!-)|[.:/])+\]/y;
/** A small count without a further repetition. */
const simpleCount = /\{(?:[1-9]|1[0-9])\}(?![*+?{])/y;

function isRepeat(pattern: string, at: number): boolean {
  const character = pattern[at];
  return character === "*" || character === "+" || character === "?" || character === "{";
}

interface Group {
  /** True if the current alternative matches "" so far. */
  isEmpty: boolean;
  /** True if an earlier alternative matches "". */
  isEarlierEmpty: boolean;
}

/**
 * Analyses patterns of literal characters, escaped dots and slashes, dots, alternatives, groups and `*`, `+`, `?`.
 * Undefined for any other pattern, and for any that may be invalid: RE2 decides on those.
 */
export function analyseSimplePattern(pattern: string): SimplePattern | undefined {
  const groups: Group[] = [{ isEmpty: true, isEarlierEmpty: false }];
  let repeats = 0;
  let opened = 0;
  for (let at = 0; at < pattern.length; ) {
    const character = pattern[at]!;
    const group = groups[groups.length - 1]!;
    if (character === "|") {
      group.isEarlierEmpty ||= group.isEmpty;
      group.isEmpty = true;
      at++;
      continue;
    }
    if (character === "(") {
      if (pattern[at + 1] === "?" && pattern[at + 2] !== ":") return undefined;
      if (groups.length > 20) return undefined;
      at += pattern[at + 1] === "?" ? 3 : 1;
      groups.push({ isEmpty: true, isEarlierEmpty: false });
      opened++;
      continue;
    }
    let atomEmpty = false;
    let isGroup = false;
    if (character === ")") {
      if (groups.length === 1) return undefined;
      groups.pop();
      atomEmpty = group.isEmpty || group.isEarlierEmpty;
      isGroup = true;
      at++;
    } else if (character === "\\") {
      if (pattern[at + 1] !== "." && pattern[at + 1] !== "/") return undefined;
      at += 2;
    } else if (character === "^" || character === "$") {
      atomEmpty = true;
      at++;
      if (isRepeat(pattern, at)) return undefined;
    } else if (character === "[") {
      simpleClass.lastIndex = at;
      if (!simpleClass.test(pattern)) return undefined;
      at = simpleClass.lastIndex;
    } else if (character === "." || plain[pattern.charCodeAt(at)]) at++;
    else return undefined;
    const repeat = pattern[at];
    if (repeat === "*" || repeat === "+" || repeat === "?") {
      repeats += isGroup ? maxRepeats + 1 : 1;
      if (repeat !== "+") atomEmpty = true;
      at++;
      if (isRepeat(pattern, at)) return undefined;
    } else if (repeat === "{") {
      simpleCount.lastIndex = at;
      if (isGroup || !simpleCount.test(pattern)) return undefined;
      at = simpleCount.lastIndex;
    }
    const outer = groups[groups.length - 1]!;
    outer.isEmpty &&= atomEmpty;
  }
  if (groups.length > 1) return undefined;
  const [whole] = groups;
  return { matchesEmpty: whole!.isEmpty || whole!.isEarlierEmpty, isNative: repeats <= maxRepeats && opened <= 1 };
}
