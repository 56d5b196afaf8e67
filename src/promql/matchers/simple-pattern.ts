/** What is known of a pattern so simple that every engine reads it alike. */
export interface SimplePattern {
  readonly matchesEmpty: boolean;
  /** Whether the built-in engine may run it: nothing in it can make that one backtrack at length. */
  readonly native: boolean;
}

const mostRepeats = 2;

/** One character outside of groups and operators that means itself. */
const plain = /[\w\-:/,@%&=<>~#;!"'` ]/;

/** A class of plain characters and the usual ranges. */
const simpleClass = /\[\^?(?:0-9|1-9|a-z|A-Z|a-f|A-F|\w(?!-)|[.:/])+\]/y;
/** A small count that nothing repeats again. */
const simpleCount = /\{(?:[1-9]|1[0-9])\}(?![*+?{])/y;

function isRepeat(pattern: string, at: number): boolean {
  return /[*+?{]/.test(pattern[at] ?? "");
}

interface Group {
  /** Whether the alternative being read matches "" so far, and whether an earlier one does. */
  empty: boolean;
  earlier: boolean;
}

/**
 * Judges patterns made of plain characters, escaped punctuation, dots, alternatives, groups and `*`, `+`, `?`. Anything
 * else, and anything that may be wrong, is undefined and left to the real engine.
 */
export function judgeSimplePattern(pattern: string): SimplePattern | undefined {
  const groups: Group[] = [{ empty: true, earlier: false }];
  let repeats = 0;
  let opened = 0;
  for (let at = 0; at < pattern.length; ) {
    const character = pattern[at]!;
    const group = groups[groups.length - 1]!;
    if (character === "|") {
      group.earlier ||= group.empty;
      group.empty = true;
      at++;
      continue;
    }
    if (character === "(") {
      if (pattern[at + 1] === "?" && pattern[at + 2] !== ":") return undefined;
      if (groups.length > 20) return undefined;
      at += pattern[at + 1] === "?" ? 3 : 1;
      groups.push({ empty: true, earlier: false });
      opened++;
      continue;
    }
    let atomEmpty = false;
    let isGroup = false;
    if (character === ")") {
      if (groups.length === 1) return undefined;
      groups.pop();
      atomEmpty = group.empty || group.earlier;
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
    } else if (character === "." || plain.test(character)) at++;
    else return undefined;
    const repeat = pattern[at];
    if (repeat === "*" || repeat === "+" || repeat === "?") {
      repeats += isGroup ? mostRepeats + 1 : 1;
      if (repeat !== "+") atomEmpty = true;
      at++;
      if (isRepeat(pattern, at)) return undefined;
    } else if (repeat === "{") {
      simpleCount.lastIndex = at;
      if (isGroup || !simpleCount.test(pattern)) return undefined;
      at = simpleCount.lastIndex;
    }
    const outer = groups[groups.length - 1]!;
    outer.empty &&= atomEmpty;
  }
  if (groups.length > 1) return undefined;
  const [whole] = groups;
  return { matchesEmpty: whole!.empty || whole!.earlier, native: repeats <= mostRepeats && opened <= 1 };
}
