import type { YamlValue } from "../../yaml/index.js";
import {
  at,
  type ForeignSlo,
  type ForeignSlos,
  listAt,
  percentFrom,
  percentOf,
  rateOf,
  textAt,
} from "./foreign-slo.js";

/** True for a document of OpenSLO. */
export function isOpenSlo(document: YamlValue): boolean {
  return /^openslo\//.test(textAt(document, "apiVersion") ?? "");
}

/** Reads an SLO of OpenSLO v1. Its indicator may be in another document of the same files. */
export function readOpenSlo(document: YamlValue, others: readonly YamlValue[]): ForeignSlos {
  if (textAt(document, "kind") !== "SLO") return { slos: [], problems: [] };
  const name = textAt(document, "metadata", "name") ?? "slo";
  const spec = at(document, "spec");
  const indicator = at(spec, "indicator", "spec") ?? findIndicator(textAt(spec, "indicatorRef"), others);
  const window = readWindow(listAt(spec, "timeWindow")[0]);
  if (indicator === undefined) return { slos: [], problems: [`"${name}": its indicator is in none of the files`] };
  if (window === undefined) return { slos: [], problems: [`"${name}": its timeWindow is no week, month or year`] };
  const objectives = listAt(spec, "objectives");
  const zone = textAt(listAt(spec, "timeWindow")[0], "calendar", "timeZone") ?? "UTC";
  const slos: ForeignSlo[] = [];
  const problems = zone === "UTC" ? [] : [`"${name}": the time zone ${zone}; its window is one of UTC`];
  for (const [index, objective] of objectives.entries()) {
    const fullName = objectives.length === 1 ? name : `${name}-${index + 1}`;
    const target =
      percentOf(textAt(objective, "target") ?? "") ?? percentFrom(textAt(objective, "targetPercent") ?? "");
    const measured = measure(indicator, objective, textAt(spec, "budgetingMethod"));
    if (target === undefined) problems.push(`"${fullName}": its target is not between 0 and 1`);
    else if (typeof measured === "string") problems.push(`"${fullName}": ${measured}`);
    else {
      const title = textAt(objective, "displayName") ?? textAt(document, "metadata", "displayName");
      const description = textAt(spec, "description")?.trim() ?? title ?? fullName;
      slos.push({ name: fullName, title, description, objective: target, window, by: [], ...measured });
    }
  }
  return { slos, problems };
}

function findIndicator(name: string | undefined, documents: readonly YamlValue[]): YamlValue | undefined {
  const found = documents.find(
    (one) => textAt(one, "kind") === "SLI" && name !== undefined && textAt(one, "metadata", "name") === name,
  );
  return at(found, "spec");
}

const periods: Readonly<Record<string, string>> = { "1w": "week", "1M": "month", "1Y": "year" };
const lengths: Readonly<Record<string, string>> = { "1M": "30d", "1Q": "90d", "1Y": "365d" };

/** A rolling window is a duration; one of the calendar has a start, and is a week, a month or a year. */
function readWindow(window: YamlValue | undefined): string | undefined {
  const duration = textAt(window, "duration");
  if (duration === undefined) return "30d";
  const isRolling = at(window, "isRolling") !== false && at(window, "calendar") === undefined;
  if (!isRolling) return periods[duration];
  return lengths[duration] ?? (/^\d+[mhdw]$/.test(duration) ? duration : undefined);
}

type Measured = Pick<ForeignSlo, "total" | "part" | "countsTime">;

/** The queries of an indicator, or the reason why it has none that Prometheus can answer. */
function measure(indicator: YamlValue, objective: YamlValue, method: string | undefined): Measured | string {
  const ratio = at(indicator, "ratioMetric");
  return ratio === undefined
    ? measureThreshold(queryOf(at(indicator, "thresholdMetric")), objective)
    : measureRatio(ratio, method, textAt(objective, "timeSliceTarget"));
}

function queryOf(metric: YamlValue | undefined): string | undefined {
  return textAt(metric, "metricSource", "spec", "query");
}

/** Events, or the minutes in which too many of them fail. */
function measureRatio(ratio: YamlValue, method: string | undefined, target: string | undefined): Measured | string {
  const [total, good, bad] = ["total", "good", "bad"].map((key) => queryOf(at(ratio, key)));
  if (total === undefined || (good ?? bad) === undefined) return "its ratioMetric has no query of a total and a part";
  const isCounter = at(ratio, "counter") === true;
  const rate = (query: string) => (isCounter ? rateOf(query) : query.trim());
  const part =
    bad === undefined ? { is: "good" as const, query: rate(good!) } : { is: "failed" as const, query: rate(bad) };
  if (method === undefined || method === "Occurrences") return { total: rate(total), part, countsTime: false };
  const share = `(${part.query}) / (${rate(total)})`;
  const failed = part.is === "good" ? `1 - ${share}` : share;
  if (method === "RatioTimeslices") return timeMeasure(failed);
  if (target === undefined) return "its objective has no timeSliceTarget";
  return timeMeasure(`${failed} > bool 1 - ${target}`);
}

function measureThreshold(threshold: string | undefined, objective: YamlValue): Measured | string {
  if (threshold === undefined) return "its indicator is neither a ratioMetric nor a thresholdMetric with a query";
  const operator = operators[textAt(objective, "op") ?? ""];
  const value = textAt(objective, "value");
  if (operator === undefined || value === undefined) return "its thresholdMetric needs an op and a value";
  return timeMeasure(`1 - ((${threshold.trim()}) ${operator} bool ${value})`);
}

/** The share of the last five minutes that failed, looked at once a minute. */
function timeMeasure(failed: string): Measured {
  const query = `avg_over_time((${failed})[5m:1m])`;
  return { total: "vector(1)", part: { is: "failed", query }, countsTime: true };
}

const operators: Readonly<Record<string, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
