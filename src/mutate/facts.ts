import { ownLabels } from "../check/metric/own-labels.js";
import type { AnyRulesArtifact } from "../compile/compiled.js";
import { createSeriesLookup, type Recording } from "../compile/series-lookup.js";
import { isAlertingRule } from "../formats/prometheus/types.js";
import { type Expr as LogqlExpr, walk as walkLogql } from "../logql/index.js";
import { isHistogram } from "../model/metric/any-metric.js";
import { closedValues, type Labels } from "../model/metric/label.js";
import { scrapeSeries } from "../model/metric/scrape-series.js";
import { settingMs } from "../model/project/project.js";
import { prometheusRelease } from "../model/project/releases.js";
import { buildCatalogue, type Catalogue, type CatalogueSeries } from "../model/system/catalogue.js";
import type { ServiceFacts } from "../model/system/service.js";
import {
  type Dialect,
  type Expr,
  type Matcher,
  parse,
  ruleDialect,
  type SeriesLookup,
  selectors,
  unwrapParens,
  type VectorSelector,
  walk,
} from "../promql/index.js";
import { type RuleGroupSource, ruleKey } from "../simulate/rules/group.js";
import { RuleGraph, type RuleNode } from "../simulate/rules/rule-graph.js";
import { isComparison, literalOf } from "./expression/number-edits.js";
import { anyLines } from "./mutant.js";

/** Facts about the rules of one system in one environment. */
export interface SystemContext {
  readonly dialect: Dialect;
  /** The labels of series: those in the catalogue, and recorded ones. */
  readonly lookUp: SeriesLookup;
  /** The evaluation interval, in milliseconds. */
  readonly interval: number;
  readonly severities: readonly string[];
  readonly runbooks: readonly string[];
  isOnlyValue(selector: VectorSelector, matcher: Matcher): boolean;
  isOnePerTarget(name: string): boolean;
  /** The buckets of a series at which an alert that reads it compares. */
  buckets(series: string): readonly number[];
  /** True if every alert that depends on a rule fires above a positive bound. */
  isComparedAbove(rule: string): boolean;
  /** The alerts whose behaviour depends on a rule, and the series that it reads in the end. */
  reachOf(rule: string): { readonly alerts: readonly string[]; readonly series: readonly string[] | undefined };
}

export function collectFacts(
  artifacts: readonly AnyRulesArtifact[],
  groups: readonly RuleGroupSource[],
): SystemContext {
  const { system, settings } = artifacts[0]!;
  const catalogue = buildCatalogue(system);
  const dialect = ruleDialect(prometheusRelease(settings.versions));
  const graph = new RuleGraph(groups, dialect);
  const upstream = new Map(graph.nodes.map((node) => [node, graph.findUpstream(node.reads).add(node)]));
  const alerts = graph.nodes.filter(({ rule }) => isAlertingRule(rule));
  const recordings = graph.nodes.flatMap(({ rule, expr, labels }) =>
    isAlertingRule(rule) ? [] : [{ record: rule.record, expr, labels }],
  );
  const annotations = alerts.flatMap(({ rule }) => (isAlertingRule(rule) ? [rule.annotations ?? {}] : []));
  const nodes = new Map(graph.nodes.map((node) => [ruleKey(node.reference), node]));
  return {
    dialect,
    lookUp: createSeriesLookup(catalogue, recordings),
    interval: settingMs(settings.evaluationInterval),
    severities: Object.keys(system.routes),
    runbooks: [...new Set(annotations.flatMap(({ runbook_url: url }) => url ?? []))],
    isOnlyValue: (selector, matcher) => isOnlyValue(catalogue, recordings, selector, matcher),
    isOnePerTarget: (name) => isOnePerTarget(catalogue, name),
    buckets: (series) => comparedBuckets(catalogue, series, alerts, graph),
    isComparedAbove(key) {
      const node = nodes.get(key);
      if (!node) return false;
      if (isAlertingRule(node.rule)) return node.expr !== undefined && isAbovePositive(node.expr);
      const readers = graph.nodes.filter(({ reads }) => reads.some((read) => graph.findWriters(read).includes(node)));
      return readers.every(({ rule, expr }) => isAlertingRule(rule) && expr && isReadAbovePositive(expr, node, graph));
    },
    reachOf(key) {
      const node = nodes.get(key);
      if (!node) return { alerts: [], series: undefined };
      const reached = alerts.filter((alert) => upstream.get(alert)!.has(node));
      return { alerts: reached.map(({ reference }) => ruleKey(reference)), series: seriesRead(upstream.get(node)!) };
    },
  };
}

/** True for `up`, and for a metric whose only labels are those of its target. */
function isOnePerTarget(catalogue: Catalogue, name: string): boolean {
  if (isScrapeSeries(name)) return true;
  const metric = catalogue.series.get(name)?.metric;
  return (
    metric !== undefined &&
    (metric.type === "gauge" || metric.type === "counter") &&
    ownLabels(metric, catalogue).length === 0
  );
}

function isAbovePositive(expr: Expr): boolean {
  const inner = unwrapParens(expr);
  if (inner.kind !== "binary" || (inner.operator !== ">" && inner.operator !== ">=")) return false;
  return (literalOf(inner.right)?.value ?? 0) > 0;
}

/** True if an expression only compares the series of a recording rule, each time with a positive bound. */
function isReadAbovePositive(expr: Expr, recorded: RuleNode, graph: RuleGraph): boolean {
  let isCompared = true;
  walk(expr, (node, parent) => {
    if (node.kind !== "selector" || !graph.findWriters(node).includes(recorded)) return;
    let path = parent;
    while (path?.expr.kind === "paren") path = path.parent;
    const comparison = path?.expr;
    const isOperand = comparison?.kind === "binary" && unwrapParens(comparison.left) === node;
    isCompared &&= isOperand && isAbovePositive(comparison) && !comparison.bool;
  });
  return isCompared;
}

/** The names of the series that rules read in the end; undefined if they return something without any. */
function seriesRead(rules: ReadonlySet<RuleNode>): readonly string[] | undefined {
  const names = new Set<string>();
  let needsSeries = true;
  for (const { expr, logql, reads } of rules) {
    if (expr) needsSeries &&= !returnsWithoutSeries(expr);
    if (logql) {
      names.add(anyLines);
      needsSeries &&= !returnsWithoutLines(logql);
    }
    for (const { name } of reads) {
      if (name === undefined) needsSeries = false;
      else names.add(name);
    }
  }
  return needsSeries ? [...names] : undefined;
}

function returnsWithoutLines(expr: LogqlExpr): boolean {
  let found = false;
  walkLogql(expr, (node) => {
    found ||= node.kind === "vector" || (node.kind === "range aggregation" && node.operator === "absent_over_time");
  });
  return found;
}

function returnsWithoutSeries(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.kind === "call" && /^(?:absent|absent_over_time|vector|time|scalar)$/.test(node.name)) found = true;
  });
  return found;
}

/** True if all series of a name have the value of a matcher: by their declaration, or because of their services. */
function isOnlyValue(
  catalogue: Catalogue,
  recordings: readonly Recording[],
  { name, matchers: siblings }: VectorSelector,
  { label, operator, value }: Matcher,
): boolean {
  if (name === undefined || operator !== "=") return false;
  // Matchers that only tell the alert from one of another system or environment.
  if (/^ALERTS(?:_FOR_STATE)?$/.test(name)) return label !== "alertname" && label !== "alertstate";
  if (isScrapeSeries(name)) return isImplied(catalogue, siblings, label, value);
  const seen = new Set<string>();
  const hasOnly = (series: string): boolean => {
    if (seen.has(series)) return false;
    seen.add(series);
    const declared = catalogue.series.get(series);
    if (declared) return isDeclared(declared, label, value);
    const own = recordings.filter(({ record }) => record === series);
    const reads = own.flatMap(({ expr }) => (expr ? selectors(expr) : []));
    const isSelected = ({ name: read = "", matchers }: VectorSelector) =>
      matchers.some((one) => one.label === label && one.operator === "=" && one.value === value) || hasOnly(read);
    return reads.length > 0 && reads.every(isSelected);
  };
  return hasOnly(name);
}

function isScrapeSeries(name: string): boolean {
  return Object.values(scrapeSeries).some((one) => one.name === name);
}

/** True if all targets that the other matchers select have a value: each service has its own targets. */
function isImplied({ services }: Catalogue, matchers: readonly Matcher[], label: string, value: string): boolean {
  const others = matchers.filter((matcher) => matcher.label !== label && matcher.operator === "=");
  const selected = services.filter((service) => others.every((other) => mayBe(service, other.label, other.value)));
  return selected.length > 0 && selected.every(({ selector }) => selector[label] === value);
}

function mayBe({ selector, addedLabels }: ServiceFacts, label: string, value: string): boolean {
  if (Object.hasOwn(selector, label)) return selector[label] === value;
  const spec = (addedLabels as Labels)[label];
  return spec !== undefined && (closedValues(spec)?.includes(value) ?? true);
}

function isDeclared({ labels, owners }: CatalogueSeries, label: string, value: string): boolean {
  if (owners.length > 0 && owners.every(({ selector }) => selector[label] === value)) return true;
  const spec = labels[label];
  const values = spec === undefined ? undefined : closedValues(spec);
  return values?.length === 1 && values[0] === value;
}

/** The buckets of a histogram at which alerts compare what they calculate from it. */
function comparedBuckets(
  { series }: Catalogue,
  name: string,
  alerts: readonly RuleNode[],
  graph: RuleGraph,
): readonly number[] {
  const metric = name.endsWith("_bucket") ? series.get(name)?.metric : undefined;
  if (!metric || !isHistogram(metric)) return [];
  const isReadBy = (operand: Expr) => {
    const direct = selectors(operand);
    const indirect = [...graph.findUpstream(direct)].flatMap(({ reads }) => reads);
    return [...direct, ...indirect].some((read) => read.name === name);
  };
  const bounds = new Set(alerts.flatMap(({ expr }) => (expr ? boundsIn(expr, isReadBy) : [])));
  return metric.buckets.filter((bucket) => bounds.has(bucket));
}

/** The numbers that operands of an expression are compared with. */
function boundsIn(expr: Expr, isCompared: (operand: Expr) => boolean): readonly number[] {
  const bounds: number[] = [];
  walk(expr, (node) => {
    if (node.kind !== "binary" || !isComparison(node)) return;
    const [left, right] = [literalOf(node.left), literalOf(node.right)];
    if (right && isCompared(node.left)) bounds.push(right.value);
    if (left && isCompared(node.right)) bounds.push(left.value);
  });
  return bounds;
}

/** Parses the expression of a rule; undefined if it is not valid. */
export function parseRule(text: string, dialect: Dialect): Expr | undefined {
  const { expr, errors } = parse(text, dialect);
  return errors.length === 0 ? expr : undefined;
}
