import type { YamlValue } from "../../yaml/index.js";

/** An Alertmanager configuration as plain data. */
export interface AlertmanagerConfig {
  readonly global?: GlobalConfig;
  readonly templates?: readonly string[];
  readonly route: Route;
  readonly inhibit_rules?: readonly InhibitRule[];
  readonly receivers: readonly Receiver[];
  /** The older name of `time_intervals`. */
  readonly mute_time_intervals?: readonly NamedTimeInterval[];
  readonly time_intervals?: readonly NamedTimeInterval[];
}

/** Defaults for all receivers: `resolve_timeout`, `smtp_smarthost`, `slack_api_url` and so on. */
export type GlobalConfig = Options;

/** Fields by name. Alertmanager's documentation lists them. */
export interface Options {
  readonly [field: string]: YamlValue | undefined;
}

export interface Route {
  readonly receiver?: string;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  /** Matchers such as `severity="critical"`. An alert must satisfy all of them. */
  readonly matchers?: readonly string[];
  /** @deprecated Use `matchers`. */
  readonly match?: Readonly<Record<string, string>>;
  /** @deprecated Use `matchers`. */
  readonly match_re?: Readonly<Record<string, string>>;
  readonly continue?: boolean;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  /** Since Alertmanager 0.34. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly routes?: readonly Route[];
}

export interface InhibitRule {
  /** Since Alertmanager 0.30. */
  readonly name?: string;
  readonly source_matchers?: readonly string[];
  readonly target_matchers?: readonly string[];
  readonly source_match?: Readonly<Record<string, string>>;
  readonly source_match_re?: Readonly<Record<string, string>>;
  readonly target_match?: Readonly<Record<string, string>>;
  readonly target_match_re?: Readonly<Record<string, string>>;
  readonly equal?: readonly string[];
}

/** A receiver, with a list of integrations for each kind. */
export interface Receiver extends Integrations {
  readonly name: string;
  /** Since Alertmanager 0.33. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The fields of an integration. Alertmanager's documentation lists them for each kind. */
export interface Integration extends Options {
  readonly send_resolved?: boolean;
}

export type IntegrationKind =
  | "discord"
  | "email"
  | "incidentio"
  | "jira"
  | "mattermost"
  | "msteams"
  | "msteamsv2"
  | "opsgenie"
  | "pagerduty"
  | "pushover"
  | "rocketchat"
  | "slack"
  | "sns"
  | "telegram"
  | "victorops"
  | "webex"
  | "webhook"
  | "wechat";

export type Integrations = { readonly [Kind in IntegrationKind as `${Kind}_configs`]?: readonly Integration[] };

export interface NamedTimeInterval {
  readonly name: string;
  readonly time_intervals: readonly TimeInterval[];
}

/** A time is in the interval if it matches every field that is set. */
export interface TimeInterval {
  /** Times are `HH:MM`; `end_time` is exclusive and can be `24:00`. */
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  /** `monday`, `monday:friday` */
  readonly weekdays?: readonly string[];
  /** `1`, `1:15`, `-3:-1` */
  readonly days_of_month?: readonly string[];
  /** `1:3`, `may:august` */
  readonly months?: readonly string[];
  /** `2026`, `2026:2028` */
  readonly years?: readonly string[];
  /** An IANA time zone such as `Europe/Berlin`. @default UTC */
  readonly location?: string;
}
