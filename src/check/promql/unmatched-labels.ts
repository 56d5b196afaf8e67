import type { Binary, Expr, LabelSet } from "../../promql/index.js";
import { functions, presence, unwrapParens } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";

export const unmatchedLabels: Check = {
  id: "promql/unmatched-labels",
  after: ["promql/unknown-label"],
  on: "query",
  reads: "binaries",
  *run(subject) {
    const { binaries, aggregations, selectors: selected } = subject.parts;
    if (selected.length < 2 || binaries.length === 0) return;
    const knowsLabels = aggregations.length > 0 || subject.context.catalogue !== undefined;
    const findings: Finding[] = [];
    // An operator around operands that never match does not match either: only the innermost is reported.
    const around = new Set<Expr>();
    for (const { expr, parent } of binaries.toReversed()) {
      if (expr.operator === "or" || isNumber(expr.left) || isNumber(expr.right) || around.has(expr)) continue;
      const finding = (knowsLabels ? oneSided(expr, subject) : undefined) ?? contradicting(expr, subject);
      if (!finding) continue;
      findings.push(finding);
      for (let place = parent; place && !around.has(place.expr); place = place.parent) around.add(place.expr);
    }
    yield* findings.toReversed();
  },
};

/** Reports a matched label that one operand has and the other cannot have. */
function oneSided(expr: Binary, subject: AnalyzedQuery): Finding | undefined {
  const [left, right] = [subject.labelsOf(expr.left), subject.labelsOf(expr.right)];
  for (const label of matchedLabels(expr, left, right)) {
    const there = [presence(left, label), presence(right, label)] as const;
    if (!there.includes("never") || there[0] === there[1]) continue;
    const [has, lacks] = there[0] === "never" ? (["right", "left"] as const) : (["left", "right"] as const);
    const having = has === "left" ? left : right;
    const certain = there.includes("certain");
    // An open set may have any label: no evidence.
    if (!certain && having.labels.get(label) === undefined) continue;
    return {
      ...(certain ? {} : { severity: "warning" as const }),
      summary: `the sides never match: only the ${has} one has the label "${label}"`,
      details: consequence(expr),
      fix: suggestFix(expr, label, lacks),
      at: subject.locate(expr.operatorStart, expr.matching?.labels?.end ?? expr.operatorEnd),
    };
  }
  return undefined;
}

/** Expressions that nest deeper than this count as vectors. */
const deepestNumber = 20;

/** True if an expression is a scalar, which is combined with every series. */
function isNumber(expr: Expr, depth = deepestNumber): boolean {
  const node = unwrapParens(expr);
  if (depth === 0) return false;
  if (node.kind === "call") return functions.get(node.name)?.returns === "scalar";
  if (node.kind === "unary") return isNumber(node.operand, depth - 1);
  if (node.kind === "binary") return isNumber(node.left, depth - 1) && isNumber(node.right, depth - 1);
  return node.kind === "number";
}

function matchedLabels({ matching }: Binary, left: LabelSet, right: LabelSet): Iterable<string> {
  const named = matching?.labels?.labels.map(({ name }) => name) ?? [];
  if (matching?.on) return named;
  const all = new Set([...left.labels.keys(), ...right.labels.keys()]);
  for (const name of ["__name__", ...named]) all.delete(name);
  return all;
}

function consequence({ operator }: Binary): string {
  if (operator === "unless") return "No series on the right ever matches one on the left, so nothing is excluded.";
  return "Series are matched by equal labels. These are never equal, so the result is always empty.";
}

function suggestFix({ operator, matching }: Binary, label: string, lacks: "left" | "right"): string {
  if (matching?.on) return `leave "${label}" out of on (…), or keep it on the ${lacks} side`;
  if (operator === "and" || operator === "unless") return `match by labels that both sides have: ${operator} on (…)`;
  const group = lacks === "right" ? "group_left" : "group_right";
  return `keep "${label}" on both sides, or write ignoring (${label}) ${group} ()`;
}

/** Reports operands that select different values of a label that they are matched by. */
function contradicting(expr: Binary, subject: AnalyzedQuery): Finding | undefined {
  const [left, right] = [fixedLabels(expr.left), fixedLabels(expr.right)];
  const named = new Set(expr.matching?.labels?.labels.map(({ name }) => name));
  for (const [label, value] of left) {
    const other = right.get(label);
    if (other === undefined || other === value || named.has(label) !== (expr.matching?.on ?? false)) continue;
    return {
      summary: `the sides never match: "${label}" is ${JSON.stringify(value)} on the left and ${JSON.stringify(other)} on the right`,
      details: consequence(expr),
      fix: `write ignoring (${label}), or aggregate both sides without it`,
      at: subject.locate(expr.operatorStart, expr.operatorEnd),
    };
  }
  return undefined;
}

/** Returns the labels that have one known value in every series of the result. */
function fixedLabels(expr: Expr): ReadonlyMap<string, string> {
  const dropped: ((label: string) => boolean)[] = [];
  let node = unwrapParens(expr);
  for (;;) {
    if (node.kind === "matrix") node = node.selector;
    else if (node.kind === "call" && node.args.length === 1 && !node.name.startsWith("absent"))
      node = unwrapParens(node.args[0]!);
    else if (node.kind === "aggregation") {
      const { without, grouping } = node;
      dropped.push((label) => (grouping?.labels.some(({ name }) => name === label) ?? false) === without);
      node = unwrapParens(node.expr);
    } else break;
  }
  if (node.kind !== "selector") return none;
  const fixed = node.matchers.filter(({ label, operator, value, variable }) => {
    return (
      operator === "=" &&
      label !== "__name__" &&
      !variable &&
      !value.includes("$") &&
      !dropped.some((drops) => drops(label))
    );
  });
  return new Map(fixed.map(({ label, value }) => [label, value]));
}

const none: ReadonlyMap<string, string> = new Map();
