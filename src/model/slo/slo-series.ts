import { RecordingRule } from "../alert/recording-rule.js";
import type { RuleGroup } from "../alert/rule-group.js";
import { define } from "../definition/definition.js";
import { type Duration, durationMs } from "../definition/duration.js";
import { deriveKey } from "../definition/key.js";
import type { Origin } from "../definition/origin.js";
import { mapVarying, type Varying } from "../definition/per-environment.js";
import { promql } from "../expression/promql.js";
import { type Quantity, Query } from "../expression/query.js";
import { type BurnTier, burnRateRange } from "./burn-tier.js";
import type { Indicator } from "./indicator.js";
import { readObjective } from "./objective.js";
import type { SloOptions, SloSeries } from "./slo.js";
import { type CalendarPeriod, isCalendarPeriod, longestRange, periodStart, windowSuffix } from "./slo-window.js";

/** An SLO of which every option has the right shape. */
export interface SloContext {
  readonly system: string;
  readonly name: string;
  readonly options: SloOptions;
  readonly tiers: readonly BurnTier[];
  readonly origin: Origin;
}

/** The range of the two series that everything else is computed from. */
const recorded: Duration = "5m";

/** Budgets change slowly, and their ranges are long: they are evaluated less often, but within Prometheus' look-back. */
const budgetInterval: Duration = "2m";

/** The share of events that may fail, by environment. */
export function budgetOf({ objective }: Pick<SloOptions, "objective">): Varying<number> {
  return mapVarying(objective, (text) => readObjective(text)?.budget ?? Number.NaN);
}

/** The group of the rules of an SLO, or of those about its whole window. */
export function groupOf({ system, name, options }: SloContext, part?: "budget") {
  const { key = deriveKey(name), only, indicator } = options;
  const fields = {
    kind: "ruleGroup" as const,
    system,
    only,
    limit: undefined,
    queryOffset: undefined,
    isOfSlo: true as const,
    resultLabels: indicator.by,
    latencyBound: indicator.measured?.bound,
  };
  const interval = part === undefined ? undefined : budgetInterval;
  return define({ ...fields, name: [system, "slo", key, ...(part ? [part] : [])].join("-"), interval });
}

/** Builds the series of an SLO: two that read those of the services, and all others from these two. */
export function buildSeries(context: SloContext): SloSeries {
  const { options, tiers } = context;
  const record = recorderFor(context, groupOf(context));
  const recordBudget = recorderFor(context, groupOf(context, "budget"));
  const { logged, ...counts } = measureEvents(options.indicator, record);
  const { events, errors } = counts;
  const burnRange = burnRateRange(options.window, tiers);
  const ranges = [...new Set([...tiers.flatMap(({ recent, within }) => [recent, within]), burnRange])];
  const ratios = new Map(
    ranges
      .toSorted((one, other) => durationMs(one)! - durationMs(other)!)
      .map((range) => [range, record(`slo:errors:ratio_rate${range}`, ratioOver(range, { events, errors }), ratio)]),
  );
  const budget = budgetOf(options);
  const burnRate = record("slo:burn_rate:ratio", promql`${ratios.get(burnRange)!} / ${budget}`, burn(context));
  const ofWindow = measureWindow(options.window, { events, errors }, { record, recordBudget });
  const { windowRatio } = ofWindow;
  const left = promql`1 - ${windowRatio} / ${budget} or present_over_time(${events}[1h])`;
  const share = mapVarying(options.objective, (text) => readObjective(text)?.share ?? Number.NaN);
  const labels = describe(context);
  return {
    ...{ events, errors, ratios, burnRate, ...ofWindow, ...(logged && { logged }) },
    budgetRemaining: recordBudget("slo:error_budget_remaining:ratio", left, remaining),
    objective: recordBudget("slo:objective:ratio", promql`vector(${share})`, ratio),
    info: recordBudget("slo:objective:info", promql`vector(1)`, undefined, labels),
  };
}

/** The series of an SLO in the order of evaluation. */
export function listSeries(series: SloSeries): readonly RecordingRule[] {
  const { logged, events, errors, ratios, burnRate, period, windowRatio, budgetRemaining, objective, info } = series;
  const ofPeriod = period ? [period.errors, period.events, period.start] : [];
  return [
    ...(logged ? [logged] : []),
    events,
    errors,
    ...ratios.values(),
    burnRate,
    ...ofPeriod,
    windowRatio,
    budgetRemaining,
    objective,
    info,
  ];
}

const ratio: Quantity = { title: "Error ratio", unit: "percentunit" };
const remaining: Quantity = { title: "Error budget remaining", unit: "percentunit" };
const perSecond: Quantity = { title: "Events", unit: "ops" };

/** A panel of the burn rate is what an alert on it links to. */
function burn({ system, name }: Pick<SloContext, "system" | "name">): Quantity & { readonly signal: string } {
  return { title: "Burn rate", unit: "short", signal: burnRateId(system, name) };
}

/** The id of the signal that the alerts of an SLO and the panel of its burn rate share. */
export function burnRateId(system: string, name: string): string {
  return `burn rate of the SLO ${system}/${name}`;
}

type Measured = Quantity & { readonly signal?: string };

type FixedLabels = Readonly<Record<string, Varying<string>>>;

type RecordSeries = (name: string, query: Query, measured?: Measured, labels?: FixedLabels) => RecordingRule;

/** Records series of an SLO, in one of its groups. Their labels say which SLO it is, and nothing that anybody edits. */
function recorderFor({ system, name, options: { only, allow } }: SloContext, group: RuleGroup): RecordSeries {
  const identity = { slo: name, system };
  return (record, { language, chunks, holes, origin }, measured, labels = {}) => {
    const { signal, ...quantity } = measured ?? { signal: undefined };
    const query = new Query(
      { language, chunks, holes, signal, ...(measured && { quantity: quantity as Quantity }) },
      origin,
    );
    const options = { window: recorded, group, labels: { ...identity, ...labels } };
    return new RecordingRule(system, record, query, {
      ...options,
      ...(only && { only }),
      ...(allow && { allow }),
    });
  };
}

/** Without failures there may be no series for them; with events, that is a rate of 0, not an unknown one. */
function measureEvents({ total, part, by, labels, countsTime }: Indicator, record: RecordSeries) {
  const events = record("slo:events:rate5m", total, perSecond, labels);
  const isOfLoki = part.query.language === "logql";
  const logged = isOfLoki && record(`slo:logged_${part.is}:rate5m`, part.query, perSecond, labels);
  const counted = logged ? promql`${logged}` : part.query;
  const whole = countsTime ? counted : promql`${counted} or on (${by}) 0 * ${events}`;
  const failed = part.is === "failed" ? whole : promql`${events} - on (${by}) ${whole}`;
  const errors = record("slo:errors:rate5m", failed, perSecond, labels);
  return { events, errors, ...(logged && { logged }) };
}

type Counts = Pick<SloSeries, "events" | "errors">;

/** Sums of events, not an average of ratios: a quiet hour counts less than a busy one. */
function ratioOver(range: Duration, { events, errors }: Counts): Query {
  if (range === recorded) return promql`${errors} / (${events} > 0)`;
  return promql`sum_over_time(${errors}[${range}]) / (sum_over_time(${events}[${range}]) > 0)`;
}

/** The series of the whole window, and for a period of the calendar, those that it is computed from. */
interface WindowSeries {
  readonly windowRatio: RecordingRule;
  readonly period?: NonNullable<SloSeries["period"]>;
}

function measureWindow(
  window: SloOptions["window"],
  counts: Counts,
  { record, recordBudget }: { readonly record: RecordSeries; readonly recordBudget: RecordSeries },
): WindowSeries {
  const name = `slo:errors:ratio_${windowSuffix(window)}`;
  if (!isCalendarPeriod(window)) return { windowRatio: recordBudget(name, ratioOver(window, counts), ratio) };
  const start = recordBudget("slo:period_start:timestamp_seconds", periodStart(window, { secondsAgo: 0 }), since);
  const inPeriod = (series: RecordingRule) =>
    promql`${series} * on () group_left (period) count_values("period", ${periodStart(window, { secondsAgo: 300 })})`;
  const errors = record("slo:period_errors:rate5m", inPeriod(counts.errors), perSecond);
  const events = record("slo:period_events:rate5m", inPeriod(counts.events), perSecond);
  const windowRatio = recordBudget(name, ratioSince(start, window, { errors, events }), ratio);
  return { windowRatio, period: { start, errors, events } };
}

const since: Quantity = { title: "Start of the period", unit: "dateTimeAsIso" };

/**
 * The range of a period grows from day to day, which a range in PromQL cannot. So events have the start of their period as
 * a label, and of those in the longest period, only the ones of the current one count. A rate is over the five minutes
 * before it: it belongs to the period that they began in.
 */
function ratioSince(start: RecordingRule, period: CalendarPeriod, { events, errors }: Counts): Query {
  const range = longestRange(period);
  const sum = (series: RecordingRule) =>
    promql`sum without (period) (sum_over_time(${series}[${range}]) and on (period) count_values("period", ${start}))`;
  return promql`${sum(errors)} / (${sum(events)} > 0)`;
}

/** The texts that people want to read next to an SLO. They may change at any time, so they are on a series of their own. */
function describe({ options, name }: SloContext) {
  const { title = name, objective, window } = options;
  return { title, objective, window };
}
