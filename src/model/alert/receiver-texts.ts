import { type OptionTable, record, string } from "../definition/option-table.js";

/** Texts of an incident in PagerDuty. Each is a template of Alertmanager. */
export interface PagerdutyTexts {
  /**
   * The title of the incident.
   *
   * @default the summary of the alert, after its system and environment
   */
  readonly description?: string;
  /**
   * `critical`, `error`, `warning` or `info`.
   *
   * @default the severity of the alerts; `error` for those that PagerDuty does not know
   */
  readonly severity?: string;
  /** @default the name of the alert */
  readonly class?: string;
  /** @default the service label of the alerts */
  readonly component?: string;
  /** @default the system */
  readonly group?: string;
  /** @default the system and environment */
  readonly source?: string;
  /**
   * More links, as text and address.
   *
   * @default runbook, panel or dashboard, logs and silence
   */
  readonly links?: Readonly<Record<string, string>>;
  /**
   * More details, by name.
   *
   * @default the description, and the alerts that fire and that have resolved
   */
  readonly details?: Readonly<Record<string, string>>;
}

/** Texts of a Slack message. Each is a template of Alertmanager. */
export interface SlackTexts {
  /** @default severity, environment, system, alert and the values it is grouped by */
  readonly title?: string;
  /** @default each alert's summary and value, the description, and links */
  readonly text?: string;
  /** `good`, `warning`, `danger` or a color. @default by severity; green when resolved */
  readonly color?: string;
  /** @default the labels that the alerts share */
  readonly footer?: string;
}

/** Texts of an email. Each is a template of Alertmanager; `html` is escaped where it prints. */
export interface EmailTexts {
  /** @default severity, environment, system, alert and the values it is grouped by */
  readonly subject?: string;
  /** @default each alert's summary and value, the description, links and labels */
  readonly text?: string;
  /** @default the same as HTML */
  readonly html?: string;
}

export const pagerdutyTexts = {
  description: string,
  severity: string,
  class: string,
  component: string,
  group: string,
  source: string,
  links: record(string),
  details: record(string),
} as const satisfies OptionTable<PagerdutyTexts>;

export const slackTexts = {
  title: string,
  text: string,
  color: string,
  footer: string,
} as const satisfies OptionTable<SlackTexts>;

export const emailTexts = { subject: string, text: string, html: string } as const satisfies OptionTable<EmailTexts>;
