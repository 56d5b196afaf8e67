export { renderAlerting, renderInhibitionRules } from "./render-alerting.js";
export type {
  AlertingFile,
  ContactPoint,
  ContactPointReceiver,
  GrafanaAlertRule,
  GrafanaQuery,
  GrafanaRecordingRule,
  GrafanaRule,
  GrafanaRuleGroup,
  InhibitionRule,
  MuteTime,
  NotificationPolicy,
  NotificationTemplate,
  ObjectMatcher,
  ResourceMatcher,
  SecretText,
  Setting,
} from "./types.js";
