import { analyseSimplePattern } from "../../../promql/matchers/simple-pattern.js";
import { loadRe2 } from "../../../regexp/re2.js";
import { type PatternTree, parsePatternTree } from "./pattern-tree.js";
import { always, containing, either, equalTo, type TextTest } from "./text-test.js";

/** The text that a pattern is matched with. The value of a label has to match as a whole. */
export type PatternTarget = "line" | "label";

/**
 * Compiles a pattern of a line or label filter. Loki replaces some patterns by searches for literal text, and finds more
 * or less than the pattern: `level=~"err.*"` also matches `xerr`, and `|~ "foo|.*"` only lines with `foo`.
 */
export function regexpTest(pattern: string, target: PatternTarget): TextTest {
  const parsed = parsePatternTree(pattern);
  const simplified = parsed && simplify(parsed.tree, { target, ignoresCase: parsed.ignoresCase });
  return simplified ?? compiledTest(pattern, target);
}

/** Uses the faster built-in engine for patterns without repetition, which it cannot take long to match. */
function compiledTest(pattern: string, target: PatternTarget): TextTest {
  const whole = target === "label" ? `^(?:${pattern})$` : pattern;
  const regex = loadRe2().RE2JS.compile(whole);
  if (/[*+]/.test(pattern) || !analyseSimplePattern(pattern)?.isNative) return (text) => regex.test(text);
  const native = new RegExp(whole, "u");
  // Without other line breaks than \n the engines agree on the dot.
  return (text) => (otherLineBreak.test(text) ? regex.test(text) : native.test(text));
}

const otherLineBreak = /[\r\u2028\u2029]/;

interface Options {
  readonly target: PatternTarget;
  readonly ignoresCase: boolean;
}

function simplify(tree: PatternTree, options: Options): TextTest | undefined {
  switch (tree.kind) {
    case "literal":
      return options.target === "label"
        ? equalTo(tree.text, options.ignoresCase)
        : containing(tree.text, options.ignoresCase);
    case "star":
    case "empty":
      return always;
    case "plus":
      return (text) => text !== "";
    case "group":
      return simplify(tree.inner, options);
    case "sequence":
      return simplifySequence(tree.parts, "", options);
    case "alternatives":
      return simplifyEach(tree.parts.map(withoutGroup), options);
  }
}

function withoutGroup(tree: PatternTree): PatternTree {
  return tree.kind === "group" ? tree.inner : tree;
}

function simplifyEach(parts: readonly PatternTree[], options: Options): TextTest | undefined {
  let test: TextTest | undefined;
  for (const part of parts) {
    const next = simplify(part, options);
    if (next === undefined) return undefined;
    test = test === undefined ? next : either(test, next);
  }
  return test;
}

const maxParts = 3;

/** Simplifies one literal text with `.*` around it, or with alternatives behind it. */
function simplifySequence(
  sequence: readonly PatternTree[],
  prefix: string,
  { ignoresCase }: Options,
): TextTest | undefined {
  const parts = sequence.map(withoutGroup).filter(({ kind }) => kind !== "empty");
  if (parts.length > maxParts) return undefined;
  let text = prefix;
  let test: TextTest | undefined;
  let hasLiteral = false;
  for (const part of parts) {
    if (part.kind === "literal") {
      if (hasLiteral) return undefined;
      hasLiteral = true;
      text += part.text;
    } else if (part.kind === "alternatives" && text !== "") {
      test = simplifyBehind(part.parts, text, test, ignoresCase);
      if (test === undefined) return undefined;
    } else if (part.kind !== "star") return undefined;
  }
  return test ?? (text === "" ? undefined : containing(text, ignoresCase));
}

/** Simplifies alternatives behind a literal text. */
function simplifyBehind(
  alternatives: readonly PatternTree[],
  text: string,
  before: TextTest | undefined,
  ignoresCase: boolean,
): TextTest | undefined {
  let test = before;
  for (const alternative of alternatives) {
    const next = simplifyAlternative(alternative, text, ignoresCase);
    if (next === undefined) return undefined;
    test = test === undefined ? next : either(test, next);
  }
  return test;
}

function simplifyAlternative(alternative: PatternTree, text: string, ignoresCase: boolean): TextTest | undefined {
  switch (alternative.kind) {
    case "empty":
    case "star":
      return containing(text, ignoresCase);
    case "literal":
      return containing(text + alternative.text, ignoresCase);
    case "sequence":
      return simplifySequence(alternative.parts, text, { target: "line", ignoresCase });
    default:
      return undefined;
  }
}
