import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { isOpenMetrics, readExposition } from "../../formats/exposition/index.js";
import { parseJson } from "../files/parse-json.js";

/** A metric that a server stores, or that a page exposes. */
export interface StoredMetric {
  readonly name: string;
  readonly series: number;
  /** The series of each job that scrapes it; none of a page. */
  readonly jobs: ReadonlyMap<string, number>;
}

export type ReadPageResult =
  | { readonly metrics: readonly StoredMetric[] }
  | { readonly problem: string; readonly diagnostics: readonly Diagnostic[] };

/** Counts the series of a page of metrics. */
export function readStoredPage(text: string, file: string): ReadPageResult {
  const version = { major: 3, minor: 14 };
  const read = readExposition(text, { file, version, isOpenMetrics: isOpenMetrics(text) });
  if (read.diagnostics.length > 0) return { problem: "the page cannot be parsed", diagnostics: read.diagnostics };
  const counts = new Map<string, number>();
  for (const { name } of read.families.flatMap(({ samples }) => samples)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return { metrics: [...counts].map(([name, series]) => ({ name, series, jobs: new Map() })) };
}

/** Metrics are counted in several queries: one of all would be too large for some servers. */
const maxPattern = 2000;

/** Writes the queries that count the series of metrics by job. */
export function countingQueries(names: readonly string[]): readonly string[] {
  const patterns: string[] = [];
  for (const name of names) {
    const pattern = name.replaceAll(/[^\w:]/g, "\\$&");
    const last = patterns.at(-1);
    if (last !== undefined && last.length + pattern.length < maxPattern)
      patterns[patterns.length - 1] = `${last}|${pattern}`;
    else patterns.push(pattern);
  }
  return patterns.map((pattern) => `count by (__name__, job) ({__name__=~${JSON.stringify(pattern)}})`);
}

/** Reads the answers to these queries. Undefined for anything else. */
export function readCounts(answers: readonly string[]): readonly StoredMetric[] | undefined {
  const byName = new Map<string, Map<string, number>>();
  for (const answer of answers) {
    const counts = readVector(answer);
    if (!counts) return undefined;
    for (const { name, job, series } of counts) byName.set(name, (byName.get(name) ?? new Map()).set(job, series));
  }
  return [...byName].map(([name, jobs]) => {
    const series = [...jobs.values()].reduce((sum, count) => sum + count, 0);
    return { name, series, jobs: new Map([...jobs].filter(([job]) => job !== "")) };
  });
}

function readVector(answer: string) {
  const { status, data } = (parseJson(answer) ?? {}) as { readonly status?: unknown; readonly data?: unknown };
  const { resultType, result } = (data ?? {}) as { readonly resultType?: unknown; readonly result?: unknown };
  if (status !== "success" || resultType !== "vector" || !Array.isArray(result)) return undefined;
  return result.flatMap((one: { readonly metric?: Record<string, unknown>; readonly value?: unknown } | null) => {
    const { __name__: name, job = "" } = one?.metric ?? {};
    const series = Array.isArray(one?.value) ? Number(one.value[1]) : Number.NaN;
    return typeof name === "string" && typeof job === "string" && series >= 0 ? [{ name, job, series }] : [];
  });
}
