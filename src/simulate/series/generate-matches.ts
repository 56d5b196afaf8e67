import { compileMatcher, type PrometheusVersion } from "../../promql/index.js";

/** More than this is not read, and not written. */
const longest = 200;

/**
 * Texts that a pattern matches: one for each of its alternatives, none where that would take more than looking at it.
 * A series with such a value is one that the pattern can select.
 *
 * @example
 * matchingTexts("basic|pro"); // ["basic", "pro"]
 * matchingTexts("/dev/.+"); // ["/dev/a"]
 */
export function matchingTexts(pattern: string, version?: PrometheusVersion): readonly string[] {
  if (pattern.length > longest) return [];
  const matcher = compileMatcher(pattern, version);
  if (!matcher.ok) return [];
  const texts = new PatternReader(pattern).alternatives();
  return [...new Set(texts)].filter((text) => text.length <= longest && matcher.test(text));
}

/** The first text of each class of characters that stands for one character. */
const classes: Readonly<Record<string, string>> = { d: "1", D: "a", w: "a", W: "-", s: " ", S: "a", n: "\n", t: "\t" };
const mostNested = 20;
const mostRepeats = 100;

/** Reads a pattern that is known to be valid, and writes something it matches as it goes. What it guesses is tried. */
class PatternReader {
  private readonly pattern: string;
  private at = 0;
  private nested = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  alternatives(): string[] {
    const texts = [this.sequence()];
    while (this.pattern[this.at] === "|") {
      this.at += 1;
      texts.push(this.sequence());
    }
    return texts;
  }

  private sequence(): string {
    let text = "";
    while (this.at < this.pattern.length && this.pattern[this.at] !== "|" && this.pattern[this.at] !== ")") {
      const atom = this.atom();
      text += atom.repeat(this.repeats());
      if (text.length > longest) this.at = this.pattern.length;
    }
    return text;
  }

  private atom(): string {
    const character = this.pattern[this.at++]!;
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
    const character = this.pattern[this.at++] ?? "";
    if (/[bBAzQE]/.test(character)) return "";
    return classes[character] ?? character;
  }

  private group(): string {
    if (++this.nested > mostNested) {
      this.at = this.pattern.length;
      return "";
    }
    const flags = /^\?(?:P?<\w+>|[imsU-]*:?)/.exec(this.pattern.slice(this.at));
    this.at += flags?.[0].length ?? 0;
    const [first = ""] = this.alternatives();
    this.at += 1;
    this.nested -= 1;
    return first;
  }

  private characterClass(): string {
    const isNegated = this.pattern[this.at] === "^";
    if (isNegated) this.at += 1;
    const start = this.at;
    let end = this.pattern.indexOf("]", start + 1);
    while (end > 0 && this.pattern[end - 1] === "\\") end = this.pattern.indexOf("]", end + 1);
    if (end < 0) end = this.pattern.length;
    const inside = this.pattern.slice(start, end);
    this.at = end + 1;
    if (isNegated) return Array.from("a1-_/. Z").find((one) => !inside.includes(one)) ?? "é";
    if (inside[0] !== "\\") return inside[0] ?? "";
    return classes[inside[1] ?? ""] ?? inside[1] ?? "";
  }

  /** How often what was read comes: once where it may be any number, so that there is something to see. */
  private repeats(): number {
    const counted = /^\{(\d+)(?:,\d*)?\}/.exec(this.pattern.slice(this.at));
    const times = counted ? Math.min(Number(counted[1]), mostRepeats) : 1;
    if (counted) this.at += counted[0].length;
    else if (/[*+?]/.test(this.pattern[this.at] ?? "")) this.at += 1;
    if (this.pattern[this.at] === "?") this.at += 1;
    return times;
  }
}
