import { isAtLeast, type PrometheusVersion } from "../promql/index.js";
import { compileRelabelPattern } from "./pattern.js";
import { isLabelName, type NameScheme, type RelabelAction, type RelabelRule, relabelDefaults } from "./rule.js";

/** The reason why Prometheus refuses a relabelling rule. */
export interface RuleProblem {
  /** The field to change; undefined if a field is missing. */
  readonly field: keyof RelabelRule | undefined;
  readonly summary: string;
  readonly fix?: string;
}

const writesTarget: ReadonlySet<RelabelAction> = new Set(["replace", "hashmod", "lowercase", "uppercase"]);
const comparesTarget: ReadonlySet<RelabelAction> = new Set(["keepequal", "dropequal"]);
const changesNames: ReadonlySet<RelabelAction> = new Set(["labeldrop", "labelkeep"]);

/**
 * Returns the problem of a rule with which a release refuses the configuration. Fields that are set to their default
 * count as set only where Prometheus cannot tell them apart: `regex`.
 */
export function findRuleProblem(
  rule: RelabelRule,
  version: PrometheusVersion,
  scheme: NameScheme,
): RuleProblem | undefined {
  const { action = relabelDefaults.action, targetLabel = "" } = rule;
  const pattern = rule.regex === undefined ? undefined : compileRelabelPattern(rule.regex, version);
  if (typeof pattern === "string") return { field: "regex", summary: `regex is not valid: ${pattern}` };
  if (action === "hashmod" && (rule.modulus ?? 0n) === 0n) {
    return { field: undefined, summary: "hashmod needs a modulus", fix: "set modulus to the number of shards" };
  }
  if ((writesTarget.has(action) || comparesTarget.has(action)) && targetLabel === "") {
    return { field: undefined, summary: `${action} needs a target_label` };
  }
  return (
    findTargetProblem(action, targetLabel, version, scheme) ??
    findReplacementProblem(rule, action, version, scheme) ??
    findExtraField(rule, action)
  );
}

/** A name, or with `$1` and `${name}` a template of one. */
function isTemplate(text: string): boolean {
  return /^(?:(?:[a-zA-Z_]|\$(?:\{[0-9A-Za-z_]+\}|[0-9A-Za-z_]+))+[0-9A-Za-z_]*)+$/.test(text);
}

/** Releases 3.0 and 3.1 still hold templates to the classic characters. */
function isNameOrTemplate(text: string, version: PrometheusVersion, scheme: NameScheme): boolean {
  return scheme === "utf8" && isAtLeast(version, 3, 2) ? isLabelName(text, scheme) : isTemplate(text);
}

function findTargetProblem(
  action: RelabelAction,
  target: string,
  version: PrometheusVersion,
  scheme: NameScheme,
): RuleProblem | undefined {
  const isWritten = writesTarget.has(action) || comparesTarget.has(action);
  if (!isWritten) return undefined;
  const mayBeTemplate =
    action === "replace" ? target.includes("$") : action !== "hashmod" && !isAtLeast(version, 2, 50);
  const isValid = mayBeTemplate ? isNameOrTemplate(target, version, scheme) : isLabelName(target, scheme);
  return isValid ? undefined : { field: "targetLabel", summary: `target_label "${target}" is not a label name` };
}

function findReplacementProblem(
  { replacement = relabelDefaults.replacement }: RelabelRule,
  action: RelabelAction,
  version: PrometheusVersion,
  scheme: NameScheme,
): RuleProblem | undefined {
  const isLetterCase = action === "lowercase" || action === "uppercase";
  if ((isLetterCase || comparesTarget.has(action)) && replacement !== relabelDefaults.replacement) {
    return { field: "replacement", summary: `${action} takes no replacement` };
  }
  if (action === "labelmap" && !isNameOrTemplate(replacement, version, scheme)) {
    return { field: "replacement", summary: `replacement "${replacement}" is not a label name or a template of one` };
  }
  return undefined;
}

function findExtraField(rule: RelabelRule, action: RelabelAction): RuleProblem | undefined {
  const isComparison = comparesTarget.has(action);
  if (!isComparison && !changesNames.has(action)) return undefined;
  const { separator = relabelDefaults.separator, replacement = relabelDefaults.replacement } = rule;
  const extra: readonly (readonly [keyof RelabelRule, boolean])[] = [
    ["regex", isComparison && rule.regex !== undefined],
    ["sourceLabels", !isComparison && rule.sourceLabels !== undefined],
    ["targetLabel", !isComparison && (rule.targetLabel ?? "") !== ""],
    ["modulus", (rule.modulus ?? 0n) !== 0n],
    ["separator", separator !== relabelDefaults.separator],
    ["replacement", replacement !== relabelDefaults.replacement],
  ];
  const field = extra.find(([, isSet]) => isSet)?.[0];
  if (field === undefined) return undefined;
  const allowed = isComparison ? "source_labels and target_label" : "regex";
  return { field, summary: `${action} takes only ${allowed}`, fix: "remove the other fields" };
}
