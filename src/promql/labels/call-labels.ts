import { compileMatcher } from "../matchers/compile-matcher.js";
import { matchesEmpty } from "../matchers/matches-empty.js";
import type { Call, Expr, Matcher, VectorSelector } from "../syntax/ast.js";
import { hasVariable } from "../syntax/variables.js";
import { unwrapParens } from "../syntax/walk.js";
import { functions } from "../types/functions.js";
import {
  anyLabels,
  eitherPresence,
  type LabelSet,
  nameLabel,
  noLabels,
  type Presence,
  presence,
  withLabels,
  withoutLabels,
  withoutName,
} from "./label-set.js";

const keepName: ReadonlySet<string> = new Set([
  "sort",
  "sort_desc",
  "sort_by_label",
  "sort_by_label_desc",
  "last_over_time",
  "first_over_time",
]);

/** Infers the labels of a call from those of its arguments. */
export function inferCall(call: Call, args: readonly LabelSet[]): LabelSet {
  const signature = functions.get(call.name);
  if (!signature) return anyLabels;
  if (signature.returns === "scalar") return noLabels;
  switch (call.name) {
    case "vector":
      return noLabels;
    case "absent":
    case "absent_over_time":
      return inferAbsence(call.args[0]);
    case "label_replace":
      return replaceLabel(args[0] ?? anyLabels, call.args.slice(1).map(literalText));
    case "label_join":
      return joinLabels(args[0] ?? anyLabels, call.args.slice(1).map(literalText));
    case "info":
      return addInfo(args[0] ?? anyLabels, call.args[1]);
    case "histogram_quantile":
    case "histogram_fraction":
      return withoutLabels(withoutName(args.at(-1) ?? anyLabels), ["le"]);
    case "histogram_quantiles":
      return addQuantileLabel(args[0] ?? anyLabels, literalText(call.args[1]));
  }
  const index = signature.args.findIndex((type) => type === "instant vector" || type === "range vector");
  // hour() and similar functions default to the current time.
  const argument = args[index] ?? noLabels;
  return keepName.has(call.name) ? argument : withoutName(argument);
}

/** The value of a string literal without dashboard variables. */
function literalText(argument: Expr | undefined): string | undefined {
  const inner = unwrapParens(argument);
  return inner?.kind === "string" && !hasVariable(inner.value) ? inner.value : undefined;
}

/** `absent(up{job="x"})` has the labels that its selector matches with `=`, if only one matcher is about the label. */
function inferAbsence(argument: Expr | undefined): LabelSet {
  const inner = unwrapParens(argument);
  const selector = inner?.kind === "matrix" ? inner.selector : inner;
  if (selector?.kind !== "selector") return noLabels;
  const labels = new Map<string, Presence>();
  const seen = new Set<string>();
  for (const { label, operator, value, variable } of selector.matchers) {
    if (label === nameLabel || variable === "matcher") continue;
    if (operator === "=" && !seen.has(label)) {
      seen.add(label);
      if (value !== "") labels.set(label, hasVariable(value) ? "possible" : "certain");
    } else labels.delete(label);
  }
  return { labels, isOpen: false, hasMany: false };
}

/** Patterns that match any value, or any but the empty one. */
const matchesAll: ReadonlySet<string> = new Set([".*", "(.*)", "^.*$", "^(.*)$"]);
const matchesAllButEmpty: ReadonlySet<string> = new Set([".+", "(.+)", "^.+$", "^(.+)$"]);

function replaceLabel(
  set: LabelSet,
  [target, replacement, source, pattern]: readonly (string | undefined)[],
): LabelSet {
  if (target === undefined) return { ...set, isOpen: true };
  const before = presence(set, target);
  if (replacement === undefined || source === undefined || pattern === undefined) {
    return withLabels(set, [[target, "possible"]]);
  }
  const sourcePresence = source === "" ? "never" : presence(set, source);
  return withLabels(set, [[target, replacedPresence(before, sourcePresence, replacement, pattern)]]);
}

function replacedPresence(before: Presence, source: Presence, replacement: string, pattern: string): Presence {
  const literal = replacement.replace(/\$(?:\w+|\{\w+\})/g, "");
  const capturesWhole = /^\$(?:1|\{1\})$/.test(replacement) && pattern.includes("(");
  if (source === "never") {
    if (!compileMatcher(pattern).test("")) return before;
    return literal === "" ? "never" : "certain";
  }
  const whenFilled = filledPresence(matchesAll.has(pattern) || matchesAllButEmpty.has(pattern));
  if (source === "certain") return whenFilled;
  const matchesEmptyValue = compileMatcher(pattern).test("");
  const whenEmpty = !matchesEmptyValue ? before : literal === "" ? "never" : "certain";
  return eitherPresence(whenFilled, whenEmpty);

  /** The presence if the source label has a value. */
  function filledPresence(matches: boolean): Presence {
    const result = literal !== "" || (matches && capturesWhole) ? "certain" : replacement === "" ? "never" : "possible";
    return matches ? result : eitherPresence(result, before);
  }
}

function joinLabels(set: LabelSet, [target, separator, ...sources]: readonly (string | undefined)[]): LabelSet {
  if (target === undefined) return { ...set, isOpen: true };
  const presences = sources.map((source) => (source === undefined ? "possible" : presence(set, source)));
  const separated = sources.length > 1 && separator !== "";
  let joined: Presence = "possible";
  if (presences.includes("certain") || (separated && separator !== undefined)) joined = "certain";
  else if (!separated && presences.every((one) => one === "never")) joined = "never";
  return withLabels(set, [[target, joined]]);
}

/** `info()` adds the data labels of info metrics: those that its second argument names, or all. */
function addInfo(set: LabelSet, argument: Expr | undefined): LabelSet {
  const selector = unwrapParens(argument);
  const matchers = selector?.kind === "selector" ? dataMatchers(selector) : [];
  if (matchers.length === 0) return { ...set, isOpen: true };
  return withLabels(
    set,
    matchers.map((matcher) => {
      const before = presence(set, matcher.label);
      return [matcher.label, before === "certain" || !matchesEmpty(matcher) ? "certain" : "possible"] as const;
    }),
  );
}

function dataMatchers(selector: VectorSelector): Matcher[] {
  return selector.matchers.filter(({ label }) => label !== nameLabel);
}

function addQuantileLabel(set: LabelSet, label: string | undefined): LabelSet {
  const result = withoutLabels(withoutName(set), ["le"]);
  const many = { ...result, hasMany: true };
  return label === undefined ? { ...many, isOpen: true } : withLabels(many, [[label, "certain"]]);
}
