import { createHash } from "node:crypto";
import { toLower, toUpper } from "../gotemplate/prometheus/letter-case.js";
import { isAtLeast, type PrometheusVersion } from "../promql/index.js";
import type { Re2Pattern } from "../regexp/re2.js";
import { compileRelabelPattern, matchGroups } from "./pattern.js";
import { isLabelName, type NameScheme, type RelabelAction, type RelabelRule, relabelDefaults } from "./rule.js";

export type Labels = ReadonlyMap<string, string>;

export interface RelabelOptions {
  readonly version: PrometheusVersion;
  /** @default "utf8" since 3.0, "legacy" before */
  readonly scheme?: NameScheme;
}

/** The effect of one rule. */
export interface RelabelStep {
  /** Position of the rule in its list. */
  readonly index: number;
  readonly action: RelabelAction;
  /** The values of the source labels, joined; undefined for an action on names. */
  readonly value: string | undefined;
  /** Labels that the rule set, with their values. */
  readonly set: Labels;
  readonly removed: readonly string[];
  /** True if the rule dropped the target or the sample. No rule after it runs. */
  readonly isDropped: boolean;
}

export interface RelabelResult {
  /** Sorted by name; undefined if a rule dropped them. */
  readonly labels: Labels | undefined;
  readonly steps: readonly RelabelStep[];
}

/**
 * Applies relabelling rules as Prometheus does. A rule that {@link findRuleProblem} refuses changes nothing.
 *
 * @example
 * relabel(new Map([["__address__", "db:9100"]]), [{ sourceLabels: ["__address__"], targetLabel: "instance" }], { version })
 */
export function relabel(labels: Labels, rules: readonly RelabelRule[], options: RelabelOptions): RelabelResult {
  const { version, scheme = isAtLeast(version, 3, 0) ? "utf8" : "legacy" } = options;
  let current: Labels = sortLabels([...labels].filter(([, value]) => value !== ""));
  const steps: RelabelStep[] = [];
  for (const [index, rule] of rules.entries()) {
    const action = rule.action ?? relabelDefaults.action;
    const change = applyRule(current, rule, action, { version, scheme });
    if (change === undefined) continue;
    const next = new Map(current);
    for (const [name, value] of change.entries) {
      if (value === "") next.delete(name);
      else next.set(name, value);
    }
    // Release 2.42 sorts the labels after each rule, which decides which of two labels a labelmap keeps.
    const after = isAtLeast(version, 2, 43) ? next : sortLabels(next);
    const set = new Map([...after].filter(([name, value]) => current.get(name) !== value));
    const removed = [...current.keys()].filter((name) => !after.has(name));
    steps.push({ index, action, value: change.value, set, removed, isDropped: change.isDropped });
    if (change.isDropped) return { labels: undefined, steps };
    current = after;
  }
  return { labels: sortLabels(current), steps };
}

/** Go sorts strings by bytes, which is the order of code points. */
export function sortLabels(labels: Iterable<readonly [string, string]>): Map<string, string> {
  return new Map([...labels].sort(([left], [right]) => compareBytes(left, right)));
}

function compareBytes(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}

interface Change {
  readonly value: string | undefined;
  /** Labels to set in this order; an empty value removes the label. */
  readonly entries: readonly (readonly [string, string])[];
  readonly isDropped: boolean;
}

type Context = Required<RelabelOptions>;

function applyRule(labels: Labels, rule: RelabelRule, action: RelabelAction, context: Context): Change | undefined {
  const pattern = compileRelabelPattern(rule.regex ?? relabelDefaults.regex, context.version);
  if (typeof pattern === "string") return undefined;
  const separator = rule.separator ?? relabelDefaults.separator;
  const value = (rule.sourceLabels ?? []).map((name) => labels.get(name) ?? "").join(separator);
  const target = rule.targetLabel ?? "";
  const set = (...entries: Change["entries"]): Change => ({ value, entries, isDropped: false });
  const drop = (isDropped: boolean): Change => ({ value, entries: [], isDropped });
  const hasMatch = () => matchGroups(pattern, value) !== undefined;
  switch (action) {
    case "keep":
      return drop(!hasMatch());
    case "drop":
      return drop(hasMatch());
    case "keepequal":
      return drop((labels.get(target) ?? "") !== value);
    case "dropequal":
      return drop((labels.get(target) ?? "") === value);
    case "replace":
      return set(...replace(pattern, value, rule, context));
    case "lowercase":
      return set([target, toLower(value)]);
    case "uppercase":
      return set([target, toUpper(value)]);
    case "hashmod":
      return set([target, hashModulo(value, rule.modulus ?? 0n)]);
    case "labelmap":
      return names(mapNames(labels, pattern, rule.replacement ?? relabelDefaults.replacement));
    case "labeldrop":
      return names(removeNames(labels, (name) => matchGroups(pattern, name) !== undefined));
    case "labelkeep":
      return names(removeNames(labels, (name) => matchGroups(pattern, name) === undefined));
  }
}

function names(entries: Change["entries"]): Change {
  return { value: undefined, entries, isDropped: false };
}

function replace(pattern: Re2Pattern, value: string, rule: RelabelRule, context: Context): Change["entries"] {
  const template = rule.targetLabel ?? "";
  const expand = matchGroups(pattern, value);
  if (expand === undefined) return [];
  const target = expand(template);
  // Before 2.50 an empty or impossible result removes the label that is called like the template.
  const isOld = !isAtLeast(context.version, 2, 50);
  if (!isLabelName(target, context.scheme)) return isOld ? [[template, ""]] : [];
  const replacement = expand(rule.replacement ?? relabelDefaults.replacement);
  return [[replacement === "" && isOld ? template : target, replacement]];
}

/** The last eight bytes of the MD5, modulo the modulus. */
function hashModulo(value: string, modulus: bigint): string {
  if (modulus === 0n) return "";
  return String(createHash("md5").update(value).digest().readBigUInt64BE(8) % modulus);
}

function mapNames(labels: Labels, pattern: Re2Pattern, replacement: string): Change["entries"] {
  return [...labels].flatMap(([name, value]): Change["entries"] => {
    const renamed = replaceAll(pattern, name, replacement);
    return renamed === undefined ? [] : [[renamed, value]];
  });
}

/** Replaces the match; an anchored pattern has one, unless it closes the anchors' group as `a)|(b` does. */
function replaceAll(pattern: Re2Pattern, name: string, replacement: string): string | undefined {
  const expand = matchGroups(pattern, name);
  if (expand === undefined) return undefined;
  const matcher = pattern.matcher(name);
  matcher.find();
  return name.slice(0, matcher.start()) + expand(replacement) + name.slice(matcher.end());
}

function removeNames(labels: Labels, isRemoved: (name: string) => boolean): Change["entries"] {
  return [...labels.keys()].filter(isRemoved).map((name) => [name, ""]);
}
