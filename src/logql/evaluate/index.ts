export type {
  InstantOptions,
  LogOptions,
  MatrixSeries,
  MetricValue,
  QueryOptions,
  QueryResult,
  RangeOptions,
  VectorSample,
} from "./evaluate.js";
export { evaluateInstant, evaluateLogs, evaluateRange } from "./evaluate.js";
export type { ResultEntry, ResultStream } from "./query/query-logs.js";
export type { LogEntry, LogStream } from "./store/log-store.js";
export { LogStore } from "./store/log-store.js";
