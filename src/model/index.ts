export type * from "./alert.js";
export * from "./capability.js";
export * from "./config.js";
export {
  type Annotation,
  annotation,
  type Dashboard,
  type DashboardOptions,
  type ForeignDashboard,
  type Row,
  row,
} from "./dashboard.js";
export type { Allowances, Identity } from "./definition.js";
export type { Duration } from "./duration.js";
export type { PerEnvironment, Varying } from "./environment.js";
export {
  type LabelSpec,
  type Labels,
  type LabelValue,
  type Match,
  type MergedLabels,
  type Not,
  not,
  type Where,
} from "./label.js";
export type * from "./link.js";
export { type LogStream, logStream } from "./log-stream.js";
export { logql } from "./logql.js";
export {
  type AnyMetric,
  type Counter,
  counter,
  type Gauge,
  gauge,
  type Histogram,
  histogram,
  type Info,
  info,
  type Metric,
  type MetricOptions,
  type MetricOwner,
  type MetricType,
  type Series,
  type Summary,
  summary,
} from "./metric.js";
export * from "./panel.js";
export { promql } from "./promql.js";
export { type Condition, type Fires, type Hole, type Query, type Recorded, type Window, window } from "./query.js";
export * from "./receiver.js";
export { type Secret, secret } from "./secret.js";
export type { Exposed, Service, ServiceFacts, ServiceOptions } from "./service.js";
export { type Signal, type SignalOptions, signal } from "./signal.js";
export {
  type ScrapeLabels,
  type System,
  type SystemDefinition,
  type SystemEnvironment,
  type SystemFacts,
  type SystemOptions,
  system,
} from "./system.js";
export * from "./threshold.js";
export {
  type ConstantVariable,
  type CustomVariable,
  type IntervalVariable,
  type LabelVariable,
  type TextVariable,
  type Variable,
  variable,
} from "./variable.js";
