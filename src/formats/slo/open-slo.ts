import { readYaml, toPlainValue, type YamlValue } from "../../yaml/index.js";
import {
  at,
  type ForeignSlo,
  type ForeignSlos,
  listAt,
  optionsAnnotation,
  percentFrom,
  percentOf,
  rateOf,
  type SloExtras,
  textAt,
} from "./foreign-slo.js";

/** The versions of OpenSLO: v1, and the draft of the next one. */
const versions = /^(?:openslo\/v1|openslo\.com\/v2alpha)$/;

/** True for a document of OpenSLO. */
export function isOpenSlo(document: YamlValue): boolean {
  return /^openslo(?:\.com)?\//.test(textAt(document, "apiVersion") ?? "");
}

/** Reads an SLO of OpenSLO. Its indicators may be in other documents of the same files. */
export function readOpenSlo(document: YamlValue, others: readonly YamlValue[]): ForeignSlos {
  if (textAt(document, "kind") !== "SLO") return { slos: [], problems: [] };
  const name = textAt(document, "metadata", "name") ?? "slo";
  const spec = at(document, "spec");
  const version = textAt(document, "apiVersion") ?? "";
  if (!versions.test(version)) return { slos: [], problems: [`"${name}": ${version} is neither v1 nor v2alpha`] };
  const window = readWindow(listAt(spec, "timeWindow")[0]);
  if (window === undefined) return { slos: [], problems: [`"${name}": its timeWindow is no week, month or year`] };
  const objectives = listAt(spec, "objectives");
  if (objectives.length === 0) return { slos: [], problems: [`"${name}": it has no objectives`] };
  const slos: ForeignSlo[] = [];
  const problems = differencesOf(name, spec);
  for (const [index, objective] of objectives.entries()) {
    const fullName = objectives.length === 1 ? name : `${name}-${index + 1}`;
    const target =
      percentOf(textAt(objective, "target") ?? "") ?? percentFrom(textAt(objective, "targetPercent") ?? "");
    const indicator = findIndicator(objective, others) ?? findIndicator(spec, others);
    const measured =
      indicator === undefined ? undefined : measure(indicator, objective, textAt(spec, "budgetingMethod"));
    if (measured === undefined) problems.push(`"${fullName}": its indicator is in none of the files`);
    else if (target === undefined) problems.push(`"${fullName}": its target is not between 0 and 1`);
    else if (typeof measured === "string") problems.push(`"${fullName}": ${measured}`);
    else {
      const parts =
        objectives.length === 1 ? [at(document, "metadata"), objective] : [objective, at(document, "metadata")];
      const texts = { name: fullName, ...readTexts(document, parts, fullName) };
      slos.push({ ...texts, objective: target, window, by: [], ...measured, ...readExtras(document) });
    }
  }
  return { slos, problems };
}

/** Reports parts of an SLO that a definition has no option for. */
function differencesOf(name: string, spec: YamlValue | undefined): string[] {
  const zone = textAt(listAt(spec, "timeWindow")[0], "calendar", "timeZone") ?? "UTC";
  const policies = listAt(spec, "alertPolicies").length > 0;
  const weighted = listAt(spec, "objectives").some((one) => at(one, "compositeWeight") !== undefined);
  return [
    ...(zone === "UTC" ? [] : [`"${name}": the time zone ${zone}; its window is one of UTC`]),
    ...(policies ? [`"${name}": its alertPolicies; its alerts are those of every SLO`] : []),
    ...(weighted ? [`"${name}": its weights; its objectives are SLOs, which combined([…]) counts together`] : []),
  ];
}

/** @param named what may have a name to display: first that of the SLO, or of one of several objectives */
function readTexts(document: YamlValue, named: readonly (YamlValue | undefined)[], name: string) {
  const title = named.map((one) => textAt(one, "displayName")).find((text) => text !== undefined);
  const description = textAt(document, "spec", "description")?.trim() ?? title ?? name;
  return { title, description };
}

/** The options that an export wrote down, and the labels that an objective is grouped by. */
function readExtras(document: YamlValue): { name?: string; by?: readonly string[]; options?: SloExtras } {
  const text = textAt(document, "metadata", "annotations", optionsAnnotation);
  if (text === undefined) return {};
  const value = readYaml(text, { file: optionsAnnotation }).documents.map(toPlainValue)[0];
  const { name, by, ...options } = (at(value) ?? {}) as SloExtras;
  return {
    ...(typeof name === "string" && { name }),
    ...(Array.isArray(by) && { by: by.map(String) }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

/** The indicator in an SLO or one of its objectives, or the document that it refers to. */
function findIndicator(part: YamlValue | undefined, documents: readonly YamlValue[]): YamlValue | undefined {
  const own = at(part, "indicator", "spec") ?? at(part, "sli", "spec");
  const name = textAt(part, "indicatorRef") ?? textAt(part, "sliRef");
  if (own !== undefined || name === undefined) return own;
  const found = documents.find((one) => textAt(one, "kind") === "SLI" && textAt(one, "metadata", "name") === name);
  return at(found, "spec");
}

/** A calendar has no minutes: the specification's own example writes a month as `1m`. */
const periods: Readonly<Record<string, string>> = { "1w": "week", "1M": "month", "1m": "month", "1Y": "year" };
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

/** The query of a metric: v2alpha has it without a metricSource. */
function queryOf(metric: YamlValue | undefined): string | undefined {
  return textAt(metric, "metricSource", "spec", "query") ?? textAt(metric, "spec", "query");
}

/** Events, or the minutes in which too many of them fail. */
function measureRatio(ratio: YamlValue, method: string | undefined, target: string | undefined): Measured | string {
  const raw = queryOf(at(ratio, "raw"));
  if (raw !== undefined) return measureRaw(raw, textAt(ratio, "rawType"));
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

/** A ratio that something else computes: its average over time. */
function measureRaw(raw: string, type: string | undefined): Measured | string {
  if (type !== "success" && type !== "failure") return "its rawType is neither success nor failure";
  const query = type === "failure" ? raw.trim() : `1 - (${raw.trim()})`;
  return { total: "vector(1)", part: { is: "failed", query }, countsTime: true };
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
