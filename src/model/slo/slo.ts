import type { Alert } from "../alert/alert.js";
import type { RecordingRule } from "../alert/recording-rule.js";
import type { Runbook } from "../alert/runbook.js";
import { runbookShape } from "../alert/runbook.js";
import { type Definition, type Identity, identityOptions } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import {
  choice,
  duration,
  either,
  number,
  type OptionTable,
  object,
  objectOrFalse,
  percentage,
  record,
  required,
  string,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { BurnTier, TierName } from "./burn-tier.js";
import { type Indicator, indicatorShape } from "./indicator.js";
import type { Percentage } from "./objective.js";
import { calendarPeriods, type SloWindow } from "./slo-window.js";

/** Changes of one of the alerts of an SLO. */
export interface TierOptions<Severity extends string = string> {
  /** The share of the error budget that is spent when it fires. */
  readonly spent?: Percentage;
  /** The time in which that share is spent. */
  readonly within?: Duration;
  /**
   * The short window, in which errors must go on as fast: the alert resolves soon after they end.
   *
   * @default a twelfth of `within`
   */
  readonly recent?: Duration;
  /** @default the `page` or `ticket` of the SLO */
  readonly severity?: Varying<Severity>;
  /** @default "2m" */
  readonly for?: Varying<Duration>;
  /** @default "10m" */
  readonly keepFiringFor?: Varying<Duration>;
}

export interface SloOptions<Severity extends string = string, Environment extends string = string>
  extends Identity<Environment> {
  /**
   * The name that people read.
   *
   * @default the name of the SLO
   */
  readonly title?: string;
  /** The promise, in the words of its users: "Requests to the cart succeed." */
  readonly description: string;
  /** The measure: which events count, and which of them fail. */
  readonly indicator: Indicator;
  /**
   * The share of events that must be good, as text, so that it is exact.
   *
   * @example
   * objective: shop.perEnvironment({ staging: "99%", prod: "99.9%" })
   */
  readonly objective: Varying<Percentage>;
  /** The last so many days, such as `"30d"`; or the current `"week"`, `"month"` or `"year"`, in UTC. */
  readonly window: SloWindow;
  /**
   * The severity of the alerts `fast` and `medium`, which somebody must look at at once.
   *
   * @default "critical"
   */
  readonly page?: Varying<Severity>;
  /**
   * The severity of the other alerts, which can wait for the morning.
   *
   * @default "warning"
   */
  readonly ticket?: Varying<Severity>;
  /**
   * Changes of the alerts; `false` leaves one out.
   *
   * @default fast: 2 % of the budget in an hour; medium: 5 % in 6 hours; slow: 10 % in a day; steady: 10 % in 3 days;
   * these are the times for a window of 30 days
   * @example
   * alerts: { fast: { spent: "5%", for: "5m" }, steady: false }
   */
  readonly alerts?: {
    readonly [Name in TierName]?: TierOptions<Severity> | false;
  };
  /**
   * The failures below which no alert fires, however large their share: at one request a minute, a single failed one
   * would otherwise page.
   *
   * @default 10; 0 for indicators of time
   */
  readonly minimumFailures?: number;
  /**
   * The events per second in quiet hours. A check then says if that is enough to notice anything.
   *
   * @default unknown
   */
  readonly expectedTraffic?: number;
  /**
   * The owner, such as a team: the label `owner` of its alerts.
   *
   * @default the owner of the services that it measures, or else of the system
   */
  readonly owner?: string;
  /** The page for the person on call, for all its alerts. */
  readonly runbook?: string | Runbook;
  /** Labels to add to its alerts. */
  readonly labels?: Readonly<Record<string, Varying<string>>>;
}

const tierOptions = {
  spent: percentage,
  within: duration,
  recent: duration,
  severity: varying(string),
  for: varying(string),
  keepFiringFor: varying(string),
} as const satisfies OptionTable<TierOptions>;

const tierShape = objectOrFalse(tierOptions);

export const sloOptions = {
  ...identityOptions,
  title: string,
  description: required(string),
  indicator: required(indicatorShape),
  objective: required(varying(percentage)),
  window: required(
    either('a duration such as "30d", or "week", "month" or "year"', choice(...calendarPeriods), duration),
  ),
  page: varying(string),
  ticket: varying(string),
  alerts: object({ fast: tierShape, medium: tierShape, slow: tierShape, steady: tierShape }),
  minimumFailures: number,
  expectedTraffic: number,
  owner: string,
  runbook: runbookShape,
  labels: record(varying(string)),
} as const satisfies OptionTable<SloOptions>;

/** The series that an SLO records. */
export interface SloSeries {
  /** All events per second, over 5 minutes. */
  readonly events: RecordingRule;
  /** For events in logs: those that fail or are good per second, over 5 minutes, as Loki records them. */
  readonly logged?: RecordingRule;
  /** The events that fail per second, over 5 minutes. */
  readonly errors: RecordingRule;
  /** The share of events that fail, by the range it is measured over. */
  readonly ratios: ReadonlyMap<Duration, RecordingRule>;
  /** For a period of the calendar: when it began, and the events and errors with the start of theirs as a label. */
  readonly period?: { readonly start: RecordingRule; readonly events: RecordingRule; readonly errors: RecordingRule };
  /** The share of events that failed in the window. */
  readonly windowRatio: RecordingRule;
  /** The factor by which the budget is used up faster than the objective allows. */
  readonly burnRate: RecordingRule;
  /** The share of the error budget that is left: 1 for all, negative when it is overspent. */
  readonly budgetRemaining: RecordingRule;
  /** The objective, as a share. */
  readonly objective: RecordingRule;
  /** Always 1, with the title, the objective and the window as labels. */
  readonly info: RecordingRule;
}

/** A service level objective, with the rules it compiles to. */
export interface Slo extends Definition, Omit<SloOptions, "alerts"> {
  readonly kind: "slo";
  readonly system: string;
  readonly name: string;
  readonly title: string;
  /** The series it records, for your own expressions. */
  readonly series: SloSeries;
  readonly tiers: readonly BurnTier[];
  /** All recording rules, in the order of evaluation. */
  readonly rules: readonly RecordingRule[];
  /** Its alerts on the burn of the budget, and the one on missing data: `silences: cartAvailability.alerts`. */
  readonly alerts: readonly Alert[];
}
