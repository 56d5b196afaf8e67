export { alertmanagerFindings } from "./findings.js";
export { findOpaqueSecrets, type InlineSecret, isInPlainText, listSecrets } from "./list-secrets.js";
export {
  type ReadAlertmanagerOptions,
  type ReadAlertmanagerResult,
  readAlertmanager,
} from "./read-alertmanager.js";
export { renderAlertmanager } from "./render-alertmanager.js";
export { rangeProblem, timesProblem } from "./routes/check-intervals.js";
export { type LabelMatcher, type MatcherResult, parseMatchers } from "./routes/matchers.js";
export { compilePattern } from "./routes/pattern.js";
export { fixForName, groupingProblems } from "./routes/read-routes.js";
export type { AlertmanagerDecoder } from "./shapes/shape-reader.js";
export { releaseOfReceiver } from "./shapes/shapes.js";
export { hostPortProblem, urlProblem } from "./shapes/url.js";
export type {
  SourceConfig,
  SourceInhibitRule,
  SourceReceiver,
  SourceRoute,
  SourceTimeInterval,
} from "./source-config.js";
export type {
  AlertmanagerConfig,
  GlobalConfig,
  InhibitRule,
  Integration,
  IntegrationKind,
  NamedTimeInterval,
  Options,
  Receiver,
  Route,
  TimeInterval,
} from "./types.js";
export type { AlertmanagerVersion } from "./version.js";
