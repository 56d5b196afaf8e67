export type * from "./alert/alert.js";
export type { Inhibition, InhibitionOptions } from "./alert/inhibition.js";
export type * from "./alert/integrations.js";
export type * from "./alert/receiver.js";
export { receiver } from "./alert/receiver.js";
export type { EmailTexts, PagerdutyTexts, SlackTexts } from "./alert/receiver-texts.js";
export type { RecordingRule, RecordingRuleOptions } from "./alert/recording-rule.js";
export type { LabelMatch, LabelRoute, NestedLabelRoute, Route, Routes, TimedRoute } from "./alert/route.js";
export type * from "./alert/rule-group.js";
export type { Runbook, RunbookStep } from "./alert/runbook.js";
export { env, file, type Secret, secret } from "./alert/secret.js";
export type * from "./alert/time-interval.js";
export { businessHours, timeInterval } from "./alert/time-interval.js";
export type { WatchdogOptions } from "./alert/watchdog.js";
export type {
  Collection,
  CollectionOptions,
  LokiOptions,
  PrometheusOptions,
} from "./collection/collection.js";
export type { Component, ComponentName } from "./collection/components.js";
export type { ComposeComponent, ComposeOptions } from "./collection/compose.js";
export type { JaegerOptions } from "./collection/jaeger.js";
export type { HelmOptions, KubernetesOptions } from "./collection/kubernetes.js";
export type {
  ExporterComponent,
  KubernetesComponent,
  KubernetesComponents,
  ReplicatedComponent,
  Resources,
  SingleComponent,
  StoringComponent,
} from "./collection/kubernetes-components.js";
export type { LogFilter } from "./collection/log-filter.js";
export type { OperatorOptions } from "./collection/operator.js";
export type { RemoteWrite } from "./collection/remote-write.js";
export {
  type Probes,
  type ScrapedPods,
  type ScrapeJob,
  type ScrapeJobOptions,
  scrape,
} from "./collection/scrape-job.js";
export type { TempoOptions } from "./collection/tempo.js";
export type { TraceFilter } from "./collection/trace-filter.js";
export {
  type Annotation,
  type AnnotationOptions,
  annotation,
  type TaggedAnnotation,
  type TaggedAnnotationOptions,
  taggedAnnotation,
} from "./dashboard/annotation.js";
export { type AutoGrid, type AutoGridOptions, autoGrid, type PanelLayout } from "./dashboard/auto-grid.js";
export type {
  Dashboard,
  DashboardFolder,
  DashboardJsonOptions,
  DashboardOptions,
  ForeignDashboard,
} from "./dashboard/dashboard.js";
export type { DashboardSettings, Month, TimeRange } from "./dashboard/dashboard-settings.js";
export { variable } from "./dashboard/define-variable.js";
export type { GivenJson, JsonFile } from "./dashboard/foreign-json.js";
export type * from "./dashboard/link.js";
export { row } from "./dashboard/row.js";
export type { Row, RowOptions, Tab, TabOptions } from "./dashboard/section.js";
export { tab } from "./dashboard/tab.js";
export type {
  ChoiceVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  FilterVariable,
  GroupByVariable,
  IntervalVariable,
  LabelVariable,
  QueryVariable,
  TextVariable,
  Variable,
} from "./dashboard/variable.js";
export type {
  AppliedVariableOptions,
  AutoInterval,
  ChoiceOptions,
  DataSourceVariableOptions,
  FilterOptions,
  IntervalOptions,
  ListValue,
  QueryVariableOptions,
  VariableHiding,
  VariableOptions,
  VariableRefresh,
  VariableSort,
} from "./dashboard/variable-options.js";
export type * from "./dashboard/visibility.js";
export type { Allowances, Identity } from "./definition/definition.js";
export type { Duration } from "./definition/duration.js";
export type { EnvironmentFilter } from "./definition/only.js";
export { type PerEnvironment, perEnvironment, type Varying } from "./definition/per-environment.js";
export { type SignalOptions, signal } from "./expression/custom-signal.js";
export { type Hole, type Window, window } from "./expression/hole.js";
export { logql } from "./expression/logql.js";
export { promql } from "./expression/promql.js";
export type { Condition, Fires, GuardOptions, Query } from "./expression/query.js";
export type { Signal } from "./expression/signal.js";
export type { AnyMetric } from "./metric/any-metric.js";
export type * from "./metric/capability.js";
export { cache, database, http } from "./metric/capability.js";
export { everyService, type OfOneService } from "./metric/every-service.js";
export { type Histogram, type HistogramSeries, histogram } from "./metric/histogram.js";
export {
  type LabelSpec,
  type Labels,
  type LabelValue,
  type Match,
  type MergedLabels,
  type Not,
  not,
  type Where,
} from "./metric/label.js";
export { type LogStream, type LogStreamOptions, logStream } from "./metric/log-stream.js";
export {
  type Counter,
  counter,
  type Gauge,
  gauge,
  type Info,
  info,
  type Metric,
  type MetricOptions,
  type MetricOwner,
  type MetricType,
  type Selector,
  type Series,
} from "./metric/metric.js";
export {
  type NativeHistogram,
  type NativeHistogramOptions,
  type NativeHistogramSeries,
  nativeHistogram,
} from "./metric/native-histogram.js";
export { type Summary, summary } from "./metric/summary.js";
export { type TraceStream, type TraceStreamOptions, traceStream } from "./metric/trace-stream.js";
export { type Worker, type WorkerOptions, worker } from "./metric/worker.js";
export type { CheckLevel, CheckLevels, CheckOverride } from "./project/check-settings.js";
export type * from "./project/config.js";
export { defineConfig } from "./project/config.js";
export type { BasicCredentials, ConnectionOptions } from "./project/connection.js";
export type { CostSettings, Prices, SystemCostSettings } from "./project/cost-settings.js";
export type { DashboardRoute } from "./project/dashboard-route.js";
export type { DataSourceSettings } from "./project/data-source-settings.js";
export type { FolderPermission, FolderPermissions } from "./project/folder-permissions.js";
export type { Policy, PolicyDemands, PolicyScope } from "./project/policy.js";
export type {
  AlertmanagerTarget,
  FilesTarget,
  GitSyncTarget,
  GrafanaTarget,
  KubernetesTarget,
  MimirAlertmanagerTarget,
  PrometheusTarget,
  RulerTarget,
  Target,
  TargetFields,
} from "./project/target.js";
export type { BurnTier, TierName } from "./slo/burn-tier.js";
export type { Indicator } from "./slo/indicator.js";
export type { Percentage } from "./slo/objective.js";
export type { Slo, SloOptions, SloSeries, TierOptions } from "./slo/slo.js";
export type { CalendarPeriod, SloWindow } from "./slo/slo-window.js";
export type { SelectorOf, Service, ServiceFacts, ServiceOptions, WithScrapeLabels } from "./system/service.js";
export {
  type ScrapeLabels,
  type System,
  type SystemDefinition,
  type SystemFacts,
  system,
} from "./system/system.js";
export type { SystemEnvironment } from "./system/system-environment.js";
export type { SystemOptions } from "./system/system-options.js";
