import { bucketsAscending } from "../../../../src/promql/evaluate/histogram/schema.js";
import {
  createStore,
  evaluateInstant,
  evaluateRange,
  type Metric,
  type NativeHistogram,
  type QueryOptions,
  type QueryResult,
  type Store,
} from "../../../../src/promql/evaluate/index.js";
import { ruleDialect } from "../../../../src/promql/index.js";
import type { Answer, AnswerHistogram, AnswerSample, QueryTimes } from "../../../prometheus/query-api.js";
import type { RemoteWriteSeries } from "../../../prometheus/remote-write.js";

const dialect = ruleDialect({ major: 2, minor: 42 });

/** Creates our store with the series. */
export function fillStore(series: readonly RemoteWriteSeries[]): Store {
  const store = createStore();
  for (const { labels, samples } of series) {
    for (const [timestamp, value] of samples) store.append(labels, timestamp, value);
  }
  return store;
}

/** Evaluates a query with our engine, in the form of a server's answer. */
export function evaluateOurs(
  store: Store,
  query: string,
  when: QueryTimes,
  more: Pick<QueryOptions, "maxSamples"> = {},
): Answer {
  const options: QueryOptions = { store, dialect, ...more };
  const result =
    "time" in when ? evaluateInstant(query, { ...options, ...when }) : evaluateRange(query, { ...options, ...when });
  return toAnswer(result, "time" in when ? when.time : 0);
}

function toAnswer(result: QueryResult, time: number): Answer {
  if (result.error !== undefined) {
    return { kind: "error", error: result.error, isBadQuery: result.error.startsWith("parse error") };
  }
  const { value } = result;
  switch (value.kind) {
    case "string":
      return { kind: "string", text: value.value };
    case "scalar":
      return { kind: "series", type: "scalar", series: [{ labels: {}, samples: [[time, value.value]] }] };
    case "vector": {
      const series = value.samples.map((sample) => ({
        labels: toLabels(sample.metric),
        samples: [[time, toAnswerValue(sample.value)] as const],
      }));
      return { kind: "series", type: "vector", series };
    }
    case "matrix": {
      const series = value.series.map(({ metric, samples }) => ({
        labels: toLabels(metric),
        samples: samples.map((sample): AnswerSample => [sample.timestamp, toAnswerValue(sample.value)]),
      }));
      return { kind: "series", type: "matrix", series };
    }
  }
}

function toLabels({ names, values }: Metric): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]));
}

function toAnswerValue(value: number | NativeHistogram): number | AnswerHistogram {
  if (typeof value === "number") return value;
  const buckets = bucketsAscending(value).filter(({ count }) => count !== 0);
  return {
    count: value.count,
    sum: value.sum,
    buckets: buckets.map(({ lower, upper, count }) => [lower, upper, count]),
  };
}
