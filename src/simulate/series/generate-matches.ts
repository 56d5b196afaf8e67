import { compileMatcher, type PrometheusVersion } from "../../promql/index.js";

/** The longest pattern to read, and the longest text to generate. */
const maxLength = 200;

/**
 * Generates strings that a pattern matches: one for each top-level alternative. Best effort: every candidate is checked
 * against the pattern, and dropped if it does not match.
 *
 * @example
 * generateMatches("basic|pro"); // ["basic", "pro"]
 * generateMatches("/dev/.+"); // ["/dev/a"]
 * @example
 * generateMatches("(?P<method>\\\\w+) /", undefined, () => "GET"); // ["GET /"]
 */
export function generateMatches(
  pattern: string,
  version?: PrometheusVersion,
  valueOfGroup: ValueOfGroup = () => undefined,
): readonly string[] {
  if (pattern.length > maxLength) return [];
  const matcher = compileMatcher(pattern, version);
  if (!matcher.isValid) return [];
  const texts = new MatchGenerator(pattern, valueOfGroup).alternatives();
  return [...new Set(texts)].filter((text) => text.length <= maxLength && matcher.test(text));
}

/** One matching character for each escape. */
const classSamples: Readonly<Record<string, string>> = {
  d: "1",
  D: "a",
  w: "a",
  W: "-",
  s: " ",
  S: "a",
  n: "\n",
  t: "\t",
};
const maxDepth = 20;
const maxRepeats = 100;

/** Returns the text that a named group should match; undefined for any. */
export type ValueOfGroup = (name: string) => string | undefined;

/** Reads a valid pattern by recursive descent, generating a candidate match. */
class MatchGenerator {
  private readonly pattern: string;
  private position = 0;
  private depth = 0;

  private readonly valueOfGroup: ValueOfGroup;

  constructor(pattern: string, valueOfGroup: ValueOfGroup) {
    this.pattern = pattern;
    this.valueOfGroup = valueOfGroup;
  }

  alternatives(): string[] {
    const texts = [this.sequence()];
    while (this.pattern[this.position] === "|") {
      this.position += 1;
      texts.push(this.sequence());
    }
    return texts;
  }

  private sequence(): string {
    let text = "";
    while (
      this.position < this.pattern.length &&
      this.pattern[this.position] !== "|" &&
      this.pattern[this.position] !== ")"
    ) {
      const atom = this.atom();
      text += atom.repeat(this.repetitions());
      if (text.length > maxLength) this.position = this.pattern.length;
    }
    return text;
  }

  private atom(): string {
    const character = this.pattern[this.position++]!;
    switch (character) {
      case "^":
      case "$":
        return "";
      case ".":
        return "a";
      case "[":
        return this.characterClass();
      case "(":
        return this.group();
      case "\\":
        return this.escape();
      default:
        return character;
    }
  }

  private escape(): string {
    const character = this.pattern[this.position++] ?? "";
    if (/[bBAzQE]/.test(character)) return "";
    return classSamples[character] ?? character;
  }

  private group(): string {
    if (++this.depth > maxDepth) {
      this.position = this.pattern.length;
      return "";
    }
    const flags = /^\?(?:P?<\w+>|[imsU-]*:?)/.exec(this.pattern.slice(this.position));
    this.position += flags?.[0].length ?? 0;
    const start = this.position;
    const [first = ""] = this.alternatives();
    const inside = this.pattern.slice(start, this.position);
    this.position += 1;
    this.depth -= 1;
    const name = /^\?P?<(\w+)>$/.exec(flags?.[0] ?? "")?.[1];
    const wanted = name === undefined ? undefined : this.valueOfGroup(name);
    return wanted !== undefined && compileMatcher(inside).test(wanted) ? wanted : first;
  }

  private characterClass(): string {
    const isNegated = this.pattern[this.position] === "^";
    if (isNegated) this.position += 1;
    const start = this.position;
    let end = this.pattern.indexOf("]", start + 1);
    while (end > 0 && this.pattern[end - 1] === "\\") end = this.pattern.indexOf("]", end + 1);
    if (end < 0) end = this.pattern.length;
    const inside = this.pattern.slice(start, end);
    this.position = end + 1;
    if (isNegated) return Array.from("a1-_/. Z").find((one) => !inside.includes(one)) ?? "é";
    if (inside[0] !== "\\") return inside[0] ?? "";
    return classSamples[inside[1] ?? ""] ?? inside[1] ?? "";
  }

  /** Reads a quantifier: the minimum of `{n,m}`, once for `*`, `+` and `?`. */
  private repetitions(): number {
    const counted = /^\{(\d+)(?:,\d*)?\}/.exec(this.pattern.slice(this.position));
    const times = counted ? Math.min(Number(counted[1]), maxRepeats) : 1;
    if (counted) this.position += counted[0].length;
    else if (/[*+?]/.test(this.pattern[this.position] ?? "")) this.position += 1;
    if (this.pattern[this.position] === "?") this.position += 1;
    return times;
  }
}
