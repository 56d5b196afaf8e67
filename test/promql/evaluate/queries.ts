import { parseMetric } from "../../../src/formats/prometheus-tests/metric-notation.js";
import { parseSeriesValues } from "../../../src/formats/prometheus-tests/series-notation.js";
import {
  createStore,
  evaluateInstant,
  formatMetric,
  type QueryOptions,
  type QueryResult,
  type Store,
  stale,
} from "../../../src/promql/evaluate/index.js";

export const minute = 60_000;

/** Creates a store from series in the notation of Prometheus' tests, with a sample every minute from 0. */
export function loadStore(...lines: readonly string[]): Store {
  const store = createStore();
  for (const line of lines) {
    const metric = parseMetric(line);
    if (metric.error !== undefined) throw new Error(`${line}: ${metric.error}`);
    const values = parseSeriesValues(line.slice(metric.end));
    if (values.error !== undefined) throw new Error(`${line}: ${values.error}`);
    const labels = new Map(metric.metric.names.map((name, index) => [name, metric.metric.values[index]!]));
    for (const [index, value] of values.values.entries()) {
      if (value.kind === "float") store.append(labels, index * minute, value.value);
      else if (value.kind === "histogram") store.append(labels, index * minute, value.histogram);
      else if (value.kind === "stale") store.append(labels, index * minute, stale);
    }
  }
  return store;
}

/** Returns the samples of a vector by series, or the error. */
export function listSamples(result: QueryResult): unknown {
  if (result.error !== undefined) return result.error;
  const { value } = result;
  if (value.kind !== "vector") return value;
  return Object.fromEntries(value.samples.map((sample) => [formatMetric(sample.metric), sample.value]));
}

/** Evaluates a query at a time in minutes. */
export function at(minutes: number, query: string, store: Store, options: Partial<QueryOptions> = {}): unknown {
  return listSamples(evaluateInstant(query, { store, time: minutes * minute, ...options }));
}
