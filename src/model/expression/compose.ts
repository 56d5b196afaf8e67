import { hasVariable, scanString, unquote } from "../../promql/index.js";
import type { Alert } from "../alert/alert.js";
import { type AlertSeries, isAlertSeries, type SelectAlert } from "../alert/alert-series.js";
import { isRecordingRule, type RecordingRule } from "../alert/recording-rule.js";
import { isVariable, type Variable } from "../dashboard/variable.js";
import { hasKind } from "../definition/definition.js";
import { describeType } from "../definition/describe-type.js";
import { isPerEnvironment, type PerEnvironment, resolveRecord } from "../definition/per-environment.js";
import { isHistogram, isMetric, isSummary } from "../metric/any-metric.js";
import { type Histogram, isHistogramSeries } from "../metric/histogram.js";
import type { Labels, Where } from "../metric/label.js";
import { isLogStream, type LogStream } from "../metric/log-stream.js";
import { isSeries, type Metric, matchersOf, metricOf, type Selector, type Series } from "../metric/metric.js";
import { renderLabelName, renderSelector, renderSeries } from "./matchers.js";
import { inferConstantLabelsOfText } from "./own-series.js";
import { isCondition, isQuery, type Query } from "./query.js";
import { isSignal } from "./signal.js";

/** The macro for `${window}`, until the expression is rendered for a panel or a rule. */
export const windowMacro = "$__window";

/** An expression with its holes filled for one environment, and a map from the text to its source. */
export interface ComposedQuery {
  readonly text: string;
  readonly query: Query;
  readonly segments: readonly Segment[];
  /** The definitions that its holes refer to, including those of nested expressions. */
  readonly references: References;
  readonly problems: readonly ComposeProblem[];
  /** True if it may differ in another environment. */
  readonly varies: boolean;
}

/** A part of the text: part of a chunk, or the content of a hole. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly source: "chunk" | "hole";
  readonly index: number;
  /** For a chunk: the offset in it at which this segment begins. */
  readonly offset: number;
  /** For a hole with an expression: that expression, and the offset of its text in this one. */
  readonly inner?: { readonly composed: ComposedQuery; readonly start: number };
}

export interface References {
  readonly metrics: ReadonlySet<Metric>;
  readonly variables: ReadonlySet<Variable>;
  readonly recorded: ReadonlySet<RecordingRule>;
  /** The alerts whose state it reads. */
  readonly alerts: ReadonlySet<Alert>;
  readonly logs: ReadonlySet<LogStream>;
}

/** A hole that cannot be filled. */
export interface ComposeProblem {
  readonly query: Query;
  readonly hole: number;
  readonly message: string;
  /** The value that the environment lacks. */
  readonly missingIn?: PerEnvironment<unknown>;
}

/** Decides if an expression needs parentheses inside another one. */
export type NeedsParentheses = (text: string) => boolean;

/** By its name alone, where nothing is known of other alerts. */
const selectByName: SelectAlert = () => ({});

export interface ComposeOptions {
  /** Default: by the name of the alert. */
  readonly selectAlert?: SelectAlert;
  /** The labels that a recording rule has by its environment. Default: none. */
  readonly environmentLabels?: (rule: RecordingRule) => Selector;
  /** Keeps expressions that are the same in every environment, for one `needsParentheses`. Many contain the same ones. */
  readonly memo?: Map<Query, ComposedQuery>;
}

/** Fills the holes of an expression, for one environment. */
export function compose(
  query: Query,
  environment: string,
  needsParentheses: NeedsParentheses,
  options: ComposeOptions = {},
): ComposedQuery {
  const { memo } = options;
  const known = memo?.get(query);
  if (known) return known;
  const composed = fillHoles(query, { environment, needsParentheses, options });
  if (!composed.varies) memo?.set(query, composed);
  return composed;
}

function fillHoles(query: Query, context: FillContext): ComposedQuery {
  const { environment, needsParentheses } = context;
  const segments: Segment[] = [];
  const problems: ComposeProblem[] = [];
  let references: References = { metrics: empty, variables: empty, recorded: empty, alerts: empty, logs: empty };
  let text = "";
  let varies = false;
  /** True if the braces that follow a hole continue the selector in it. */
  let mergesBraces = false;

  query.chunks.forEach((chunk, index) => {
    const merged = mergesBraces ? chunk.indexOf("{") + 1 : 0;
    for (const { from, to } of unescapedRanges(chunk, merged)) {
      segments.push({ start: text.length, end: text.length + to - from, source: "chunk", index, offset: from });
      text += chunk.slice(from, to);
    }
    mergesBraces = false;
    if (index === query.chunks.length - 1) return;
    const start = text.length;
    const filled = fillHole(query.holes[index], context);
    varies ||= filled.varies ?? filled.inner?.varies ?? false;
    const { problem: message, missingIn } = filled;
    if (message !== undefined) problems.push({ query, hole: index, message, ...(missingIn && { missingIn }) });
    references = mergeReferences(references, filled.inner?.references ?? referencesOf(filled));
    const next = query.chunks[index + 1] ?? "";
    const misfit = filled.problem === undefined ? describeOtherLanguage(query, filled) : undefined;
    if (misfit !== undefined) problems.push({ query, hole: index, message: misfit });
    if (filled.inner) {
      const { inner: composed } = filled;
      problems.push(...composed.problems);
      const isWrapped = !isDelimited(text, next) && needsParentheses(composed.text);
      text += isWrapped ? `(${composed.text})` : composed.text;
      const inner = { composed, start: start + (isWrapped ? 1 : 0) };
      segments.push({ start, end: text.length, source: "hole", index, offset: 0, inner });
      return;
    }
    if (filled.series && query.language === "promql") {
      const written = writtenMatchers(next);
      mergesBraces = written !== undefined;
      text += written === undefined ? filled.text : openSelector(renderWithout(filled.series, written, environment));
      segments.push({ start, end: text.length, source: "hole", index, offset: 0 });
      return;
    }
    const needsBraces = filled.variable && /^[A-Za-z0-9_:]/.test(next);
    text += needsBraces ? `\${${filled.variable?.name}}` : filled.text;
    segments.push({ start, end: text.length, source: "hole", index, offset: 0 });
  });
  return { text, query, segments, references, problems, varies };
}

/** Sets are shared where they are equal: a project has thousands of expressions, and most contain several others. */
const empty: ReadonlySet<never> = new Set<never>();

function referencesOf({ metric, variable, recorded, alert, stream }: HoleText): References {
  return {
    metrics: metric ? setOf(metric) : empty,
    variables: variable ? setOf(variable) : empty,
    recorded: recorded ? setOf(recorded) : empty,
    alerts: alert ? setOf(alert) : empty,
    logs: stream ? setOf(stream) : empty,
  };
}

const singletons = new WeakMap<object, ReadonlySet<unknown>>();

function setOf<T extends object>(item: T): ReadonlySet<T> {
  const known = (singletons.get(item) as ReadonlySet<T> | undefined) ?? new Set([item]);
  singletons.set(item, known);
  return known;
}

function mergeReferences(left: References, right: References): References {
  return {
    metrics: union(left.metrics, right.metrics),
    variables: union(left.variables, right.variables),
    recorded: union(left.recorded, right.recorded),
    alerts: union(left.alerts, right.alerts),
    logs: union(left.logs, right.logs),
  };
}

function union<T>(left: ReadonlySet<T>, right: ReadonlySet<T>): ReadonlySet<T> {
  if (right.size === 0 || left === right) return left;
  if (left.size === 0) return right;
  return [...right].every((item) => left.has(item)) ? left : new Set([...left, ...right]);
}

/** The text for a hole, and the definition it refers to. */
interface HoleText {
  readonly text: string;
  readonly problem?: string;
  readonly missingIn?: PerEnvironment<unknown>;
  readonly metric?: Metric;
  readonly variable?: Variable;
  readonly recorded?: RecordingRule;
  readonly alert?: Alert;
  readonly stream?: LogStream;
  readonly inner?: ComposedQuery;
  /** True if it may differ in another environment. */
  readonly varies?: boolean;
  /** For a metric or a recorded series: matchers written behind the hole are added to these. */
  readonly series?: SelectedSeries;
}

interface SelectedSeries {
  readonly name: string;
  readonly matchers: Where<Labels>;
}

interface FillContext {
  readonly environment: string;
  readonly needsParentheses: NeedsParentheses;
  readonly options: ComposeOptions;
}

function fillHole(hole: unknown, context: FillContext): HoleText {
  const { environment, needsParentheses, options } = context;
  if (isPerEnvironment(hole)) {
    const value = hole.values[environment];
    if (value !== undefined) return { ...fillHole(value, context), varies: true };
    const problem = `has no value for the environment "${environment}"`;
    return { text: "0", problem, missingIn: hole, varies: true };
  }
  if (typeof hole === "number") return { text: renderNumber(hole) };
  if (typeof hole === "string") return { text: hole };
  if (Array.isArray(hole)) return fillWithLabels(hole);
  if (isSignal(hole) || isCondition(hole) || isQuery(hole)) {
    return { text: "", inner: compose(isQuery(hole) ? hole : hole.query, environment, needsParentheses, options) };
  }
  if (isMetric(hole)) {
    if (isHistogram(hole)) return { text: hole.name, problem: describeHistogram(hole) };
    if (isSummary(hole)) return { text: hole.name, problem: "is a summary: write .quantile, .sum or .count" };
    return fillWithSeries(hole, environment);
  }
  if (isSeries(hole)) return fillWithSeries(hole, environment);
  if (isHistogramSeries(hole)) {
    return { text: hole.histogram.name, problem: describeHistogram(hole.histogram) };
  }
  if (isVariable(hole)) return { text: `$${hole.name}`, variable: hole };
  if (hasKind(hole, "window")) return { text: windowMacro };
  if (isRecordingRule(hole)) return fillWithRecorded(hole, context);
  if (isAlertSeries(hole)) return fillWithAlert(hole, options.selectAlert ?? selectByName, environment);
  if (isLogStream(hole)) {
    return { ...renderSelector(hole.selector, environment), stream: hole, varies: hasVarying(hole.selector) };
  }
  return { text: "", problem: describeMisfit(hole) };
}

/** A list of labels, for a grouping. */
function fillWithLabels(labels: readonly unknown[]): HoleText {
  const names = labels.filter((label) => typeof label === "string");
  const text = names.map((name) => (hasVariable(name) ? name : renderLabelName(name))).join(", ");
  if (names.length === labels.length) return { text };
  const misfit = labels.find((label) => typeof label !== "string");
  return { text, problem: `lists ${describeType(misfit)} among its labels` };
}

/** A metric with the matchers of its service, and its own. */
function fillWithSeries(selected: Metric | Series, environment: string): HoleText {
  const metric = metricOf(selected);
  const matchers = matchersOf(selected, environment);
  const varies = hasVarying(metric.owner?.selector) || hasVarying(matchers);
  const { text, problem } = renderSeries(metric.name, matchers, environment);
  const series = { name: metric.name, matchers };
  return { text, metric, series, varies, ...(problem !== undefined && { problem }) };
}

function hasVarying(values: object = {}): boolean {
  return Object.values(values).some(isPerEnvironment);
}

/** `ALERTS` or `ALERTS_FOR_STATE` of one alert. */
function fillWithAlert({ name, alert, state }: AlertSeries, selectAlert: SelectAlert, environment: string): HoleText {
  if (!alert || !hasKind(alert, "alert")) return { text: name, problem: describeMisfit(alert) };
  const own = { alertname: alert.name, ...(state !== undefined && { alertstate: state }) };
  const matchers = { ...own, ...selectAlert(alert) };
  const { text } = renderSeries(name, matchers, environment);
  return { text, alert, series: { name, matchers }, varies: true };
}

interface RecordedMatchers {
  readonly matchers: Where<Labels>;
  readonly varies: boolean;
}

const recordedMatchers = new WeakMap<RecordingRule, Map<string, RecordedMatchers>>();

/** A recorded series with matchers that tell it from series that other rules record under the same name. */
function fillWithRecorded(rule: RecordingRule, context: FillContext): HoleText {
  const own = matchRecorded(rule, context);
  const added = context.options.environmentLabels?.(rule) ?? {};
  const matchers = { ...own.matchers, ...added };
  const varies = own.varies || Object.keys(added).length > 0;
  const { text } = renderSeries(rule.record, matchers, context.environment);
  return { text, recorded: rule, series: { name: rule.record, matchers }, varies };
}

/** The labels of a recorded series that are known: those of its expression, and those of the rule. */
function matchRecorded(rule: RecordingRule, { environment, needsParentheses }: FillContext): RecordedMatchers {
  const byEnvironment = recordedMatchers.get(rule) ?? new Map<string, RecordedMatchers>();
  recordedMatchers.set(rule, byEnvironment);
  let own = byEnvironment.get(environment);
  if (!own) {
    const { text, problems, varies } = compose(rule.query, environment, needsParentheses);
    const matchers = {
      ...(problems.length === 0 && inferConstantLabelsOfText(text)),
      ...resolveRecord(rule.labels, environment),
    };
    own = { matchers, varies: varies || isPerEnvironment(rule.labels) || hasVarying(rule.labels) };
    byEnvironment.set(environment, own);
  }
  return own;
}

/** The labels that are matched in braces at the start of a text; undefined if it does not start with braces. */
function writtenMatchers(text: string): ReadonlySet<string> | undefined {
  const braces = /^\s*\{/.exec(text)?.[0];
  if (braces === undefined) return undefined;
  const labels = new Set<string>();
  let name = "";
  for (let offset = braces.length; offset < text.length && text[offset] !== "}"; offset++) {
    const character = text[offset]!;
    if (/["'`]/.test(character)) {
      const { end } = scanString(text, offset);
      name = unquote(text.slice(offset, end));
      offset = end - 1;
    } else if (/[=!~]/.test(character)) {
      if (name !== "") labels.add(name);
      name = "";
    } else if (character === ",") name = "";
    else if (!/\s/.test(character)) name += character;
  }
  return labels;
}

/** Renders a series without the matchers of some labels. */
function renderWithout({ name, matchers }: SelectedSeries, labels: ReadonlySet<string>, environment: string): string {
  const others = Object.entries(matchers).filter(([label]) => !labels.has(label));
  return renderSeries(name, Object.fromEntries(others), environment).text;
}

/** A selector without its closing brace, to which more matchers can be added. */
function openSelector(series: string): string {
  return series.endsWith("}") ? `${series.slice(0, -1)}, ` : `${series}{`;
}

function describeHistogram({ native }: Histogram): string {
  return `is a histogram: write .bucket, .sum${native ? ", .count or .native" : " or .count"}`;
}

/** The reason that an expression cannot read what is in a hole: Prometheus has no logs, and Loki no metrics. */
function describeOtherLanguage({ language }: Query, { inner, stream, series }: HoleText): string | undefined {
  const of = language === "logql" ? "LogQL" : "PromQL";
  if (inner && inner.query.language !== language)
    return `is an expression in ${of === "LogQL" ? "PromQL" : "LogQL"}, which cannot be used in ${of}`;
  if (stream && language === "promql")
    return "is a log stream, which PromQL cannot read: count its lines with logql`…`";
  if (series && language === "logql")
    return "is a metric, which LogQL cannot read: compare it in a rule with promql`…`";
  return undefined;
}

/** The reason a value does not fit a hole. */
function describeMisfit(hole: unknown): string {
  if (hole === undefined) return "is undefined: check the spelling, or look for a circular import";
  const kind = (hole as { kind?: unknown } | null)?.kind;
  const type = hole === null ? "null" : `a ${typeof kind === "string" ? kind : typeof hole}`;
  return `is ${type}, which cannot be used in an expression`;
}

function renderNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
  return String(value);
}

/** True if a hole is a whole argument or the whole expression, so that no operator binds to a part of it. */
function isDelimited(before: string, after: string): boolean {
  return /(?:^|[(,])\s*$/.test(before) && /^\s*(?:$|[),])/.test(after);
}

/** The ranges of a chunk without the backslashes that only the template literal needs: before a backtick and `${`. */
function* unescapedRanges(chunk: string, start: number): Generator<{ from: number; to: number }> {
  let from = start;
  for (let offset = start; offset < chunk.length; offset++) {
    if (chunk[offset] !== "\\") continue;
    const next = chunk[offset + 1];
    if (next === "`" || (next === "$" && chunk[offset + 2] === "{")) {
      yield { from, to: offset };
      from = offset + 1;
    }
    offset += 1;
  }
  yield { from, to: chunk.length };
}
