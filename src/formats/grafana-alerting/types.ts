import type { Secret } from "../../model/alert/secret.js";
import type { YamlValue } from "../../yaml/index.js";
import type { TimeInterval } from "../alertmanager/types.js";

/** A file of Grafana's provisioning for alerting, as plain data. Each part may be in a file of its own. */
export interface AlertingFile {
  readonly groups?: readonly GrafanaRuleGroup[];
  readonly contactPoints?: readonly ContactPoint[];
  /** One tree, which replaces that of the whole organisation. */
  readonly policies?: readonly [NotificationPolicy];
  readonly muteTimes?: readonly MuteTime[];
  readonly templates?: readonly NotificationTemplate[];
}

/** Rules that Grafana evaluates together. */
export interface GrafanaRuleGroup {
  readonly name: string;
  /** The title of the folder. */
  readonly folder: string;
  readonly interval: string;
  readonly rules: readonly GrafanaRule[];
}

export type GrafanaRule = GrafanaAlertRule | GrafanaRecordingRule;

interface RuleFields {
  readonly uid: string;
  readonly title: string;
  readonly data: readonly GrafanaQuery[];
  readonly labels: Readonly<Record<string, string>>;
  readonly isPaused: false;
}

export interface GrafanaAlertRule extends RuleFields {
  /** The `refId` of the expression that decides whether the alert fires. */
  readonly condition: string;
  readonly noDataState: "OK";
  readonly execErrState: "OK";
  readonly for: string;
  readonly keepFiringFor?: string;
  readonly missing_series_evals_to_resolve: 1;
  readonly annotations: Readonly<Record<string, string>>;
  readonly dashboardUid?: string;
  readonly panelId?: number;
}

export interface GrafanaRecordingRule extends RuleFields {
  readonly record: { readonly metric: string; readonly from: string; readonly targetDatasourceUid: string };
}

/** A query of a data source, or an expression of Grafana on the results of others. */
export interface GrafanaQuery {
  readonly refId: string;
  readonly queryType: string;
  /** Seconds before the evaluation. */
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  readonly datasourceUid: string;
  readonly model: { readonly [field: string]: YamlValue };
}

/** The receivers of one name. */
export interface ContactPoint {
  readonly name: string;
  readonly receivers: readonly ContactPointReceiver[];
}

export interface ContactPointReceiver {
  readonly uid: string;
  /** The kind of receiver, by Grafana's name for it. */
  readonly type: string;
  readonly settings: { readonly [name: string]: Setting };
  readonly disableResolveMessage: boolean;
}

/** A value of a contact point. A secret stands for its text. */
export type Setting =
  | string
  | number
  | boolean
  | Secret
  | SecretText
  | readonly Setting[]
  | { readonly [name: string]: Setting };

/** Text with secrets in it, such as an address with a key. */
export interface SecretText {
  readonly kind: "secret text";
  readonly parts: readonly (string | Secret)[];
}

/** A matcher: label, operator and value. */
export type ObjectMatcher = readonly [label: string, operator: string, value: string];

/** A notification policy, with those below it. */
export interface NotificationPolicy {
  readonly receiver?: string;
  readonly group_by?: readonly string[];
  readonly object_matchers?: readonly ObjectMatcher[];
  readonly continue?: true;
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly routes?: readonly NotificationPolicy[];
}

export interface MuteTime {
  readonly name: string;
  readonly time_intervals: readonly TimeInterval[];
}

/** A group of templates of notifications. */
export interface NotificationTemplate {
  readonly name: string;
  readonly template: string;
}

/** An inhibition rule, a resource of `notifications.alerting.grafana.app`. */
export interface InhibitionRule {
  readonly apiVersion: string;
  readonly kind: "InhibitionRule";
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly source_matchers: readonly ResourceMatcher[];
    readonly target_matchers: readonly ResourceMatcher[];
    readonly equal: readonly string[];
  };
}

export interface ResourceMatcher {
  readonly label: string;
  readonly type: string;
  readonly value: string;
}
