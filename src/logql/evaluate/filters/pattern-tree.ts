import { toLower, toUpper } from "../../../gotemplate/prometheus/letter-case.js";

/**
 * A regular expression of literal texts, `.*`, `.+`, groups and alternatives, as Go's parser arranges it: common
 * prefixes of alternatives are factored out.
 */
export type PatternTree =
  | { readonly kind: "literal"; readonly text: string }
  /** `.*` and `.+` */
  | { readonly kind: "star" }
  | { readonly kind: "plus" }
  | { readonly kind: "empty" }
  | { readonly kind: "group"; readonly inner: PatternTree }
  | { readonly kind: "sequence"; readonly parts: readonly PatternTree[] }
  | { readonly kind: "alternatives"; readonly parts: readonly PatternTree[] };

export interface ParsedPattern {
  readonly tree: PatternTree;
  readonly ignoresCase: boolean;
}

const maxNesting = 100;

/** A construct that a tree cannot express. */
class Unsupported extends Error {}

/** Parses a valid pattern; undefined if it has anything else than the tree can express. */
export function parsePatternTree(pattern: string): ParsedPattern | undefined {
  const ignoresCase = pattern.startsWith("(?i)");
  const parser = new TreeParser(ignoresCase ? pattern.slice(4) : pattern, ignoresCase);
  try {
    return { tree: parser.parse(), ignoresCase };
  } catch (problem) {
    if (problem instanceof Unsupported) return undefined;
    throw problem;
  }
}

const special = /[\\^$.|?*+()[\]{}]/;

class TreeParser {
  private readonly pattern: string;
  private readonly ignoresCase: boolean;
  private at = 0;

  constructor(pattern: string, ignoresCase: boolean) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
  }

  parse(): PatternTree {
    const tree = this.alternatives(0);
    if (this.at < this.pattern.length) throw new Unsupported();
    return tree;
  }

  private alternatives(depth: number): PatternTree {
    if (depth > maxNesting) throw new Unsupported();
    const parts = [this.sequence(depth)];
    while (this.pattern[this.at] === "|") {
      this.at++;
      parts.push(this.sequence(depth));
    }
    return parts.length === 1 ? parts[0]! : alternativesOf(parts);
  }

  private sequence(depth: number): PatternTree {
    const parts: PatternTree[] = [];
    for (let part = this.part(depth); part !== undefined; part = this.part(depth)) {
      if (this.pattern[this.at] !== undefined && "*+?{".includes(this.pattern[this.at]!)) throw new Unsupported();
      const last = parts.at(-1);
      if (last?.kind === "literal" && part.kind === "literal") {
        parts[parts.length - 1] = { kind: "literal", text: last.text + part.text };
      } else if (part.kind === "sequence") parts.push(...part.parts);
      else parts.push(part);
    }
    return sequenceOf(parts);
  }

  private part(depth: number): PatternTree | undefined {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    if (this.at >= this.pattern.length || character === "|" || character === ")") return undefined;
    if (character === "(") return this.group(depth);
    if (character === ".") return this.repeatedDot();
    this.at += character.length;
    if (character === "\\") {
      const escaped = this.pattern[this.at] ?? "";
      if (!/[!-/:-@[-`{-~]/.test(escaped)) throw new Unsupported();
      this.at++;
      return this.literal(escaped);
    }
    if (special.test(character)) throw new Unsupported();
    return this.literal(character);
  }

  private literal(character: string): PatternTree {
    return { kind: "literal", text: this.ignoresCase ? toLower(toUpper(character)) : character };
  }

  private group(depth: number): PatternTree {
    const isPlain = this.pattern.startsWith("(?:", this.at);
    if (!isPlain && this.pattern[this.at + 1] === "?") throw new Unsupported();
    this.at += isPlain ? 3 : 1;
    const inner = this.alternatives(depth + 1);
    if (this.pattern[this.at] !== ")") throw new Unsupported();
    this.at++;
    return isPlain ? inner : { kind: "group", inner };
  }

  private repeatedDot(): PatternTree {
    const repeat = this.pattern[this.at + 1];
    if (repeat !== "*" && repeat !== "+") throw new Unsupported();
    this.at += this.pattern[this.at + 2] === "?" ? 3 : 2;
    return { kind: repeat === "*" ? "star" : "plus" };
  }
}

function sequenceOf(parts: readonly PatternTree[]): PatternTree {
  if (parts.length === 0) return { kind: "empty" };
  return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
}

/** Factors the common prefix out of neighbouring alternatives: `error|err` becomes `err(?:or|)`. */
function alternativesOf(alternatives: readonly PatternTree[]): PatternTree {
  const flat = alternatives.flatMap((part) => (part.kind === "alternatives" ? part.parts : [part]));
  if (hasCharacterRun(flat)) throw new Unsupported();
  const factored: PatternTree[] = [];
  for (let start = 0; start < flat.length; ) {
    let prefix = leadingText(flat[start]!);
    let end = start + 1;
    for (; end < flat.length; end++) {
      const shared = commonPrefix(prefix, leadingText(flat[end]!));
      if (shared === "") break;
      prefix = shared;
    }
    factored.push(end === start + 1 ? flat[start]! : withPrefix(prefix, flat.slice(start, end)));
    start = end;
  }
  if (hasCharacterRun(factored)) throw new Unsupported();
  const parts = factored.filter((part, at) => part.kind !== "empty" || factored[at - 1]?.kind !== "empty");
  return parts.length === 1 ? parts[0]! : { kind: "alternatives", parts };
}

/** Go makes single characters next to each other a character class. */
function hasCharacterRun(parts: readonly PatternTree[]): boolean {
  return parts.some((part, at) => at > 0 && isCharacter(part) && isCharacter(parts[at - 1]!));
}

function isCharacter(part: PatternTree): boolean {
  return part.kind === "literal" && [...part.text].length === 1;
}

function withPrefix(prefix: string, parts: readonly PatternTree[]): PatternTree {
  const rest = alternativesOf(parts.map((part) => withoutPrefix(part, prefix.length)));
  return { kind: "sequence", parts: [{ kind: "literal", text: prefix }, rest] };
}

function leadingText(part: PatternTree): string {
  const first = part.kind === "sequence" ? part.parts[0] : part;
  return first?.kind === "literal" ? first.text : "";
}

function withoutPrefix(part: PatternTree, length: number): PatternTree {
  if (part.kind === "sequence") {
    const [first, ...others] = part.parts;
    const rest = withoutPrefix(first!, length);
    return sequenceOf(rest.kind === "empty" ? others : [rest, ...others]);
  }
  const text = part.kind === "literal" ? part.text.slice(length) : "";
  return text === "" ? { kind: "empty" } : { kind: "literal", text };
}

function commonPrefix(left: string, right: string): string {
  let shared = "";
  for (const character of left) {
    if (!right.startsWith(shared + character)) break;
    shared += character;
  }
  return shared;
}
