import type { Duration } from "../model/definition/duration.js";
import type { AlertSelector } from "./alert-selector.js";
import type { ReceiverSelector } from "./simulate-notifications.js";

/** Selects instances of an alert, and their texts. */
export interface InstanceExpectation {
  /** Labels that it must have; it may have others. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Rendered annotations that it must have: the exact text, or a pattern. It may have others. */
  readonly annotations?: Readonly<Record<string, string | RegExp>>;
}

/**
 * When a state begins, relative to the start of the run. `after` alone means exactly then: no sooner, and no later than
 * the first evaluation one scrape interval on. With `within`, no later than that.
 */
export interface TimeExpectation {
  readonly after?: Duration;
  readonly within?: Duration;
}

export interface FireExpectation extends InstanceExpectation, TimeExpectation {
  /** It fires at this time, regardless of when it began. */
  readonly at?: Duration;
}

export interface PendingExpectation extends InstanceExpectation, TimeExpectation {
  /** It is pending at this time, regardless of when it began. */
  readonly at?: Duration;
}

export interface ResolveExpectation extends TimeExpectation {
  readonly labels?: Readonly<Record<string, string>>;
  /** It no longer fires at this time, regardless of when it stopped. */
  readonly at?: Duration;
}

export interface QuietExpectation {
  readonly labels?: Readonly<Record<string, string>>;
  /** Start of the range. @default the start of the run */
  readonly from?: Duration;
  /** End of the range. @default the end of the run */
  readonly until?: Duration;
}

export interface NotificationExpectation {
  /** Names of all receivers that the alert reaches, in any order; empty if it must not be sent. */
  readonly receivers: readonly string[];
  /** Labels that it must have; it may have others. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels that group alerts into one notification. */
  readonly groupBy?: readonly string[];
  readonly groupWait?: Duration;
  readonly groupInterval?: Duration;
  readonly repeatInterval?: Duration;
}

/** Texts of a message by their field in Alertmanager, `title` or `headers.Subject`: the exact text, or a pattern. */
export interface MessageExpectation {
  readonly [field: string]: string | RegExp;
}

/** What a receiver is sent. Times are those of its notifications. */
export interface ReceivedExpectation extends TimeExpectation {
  /** The alert that the notification is about. @default any alert of the system */
  readonly alert?: AlertSelector;
  /** Labels of this alert; it may have others. */
  readonly labels?: Readonly<Record<string, string>>;
  /** State of this alert in the notification. @default "firing" */
  readonly status?: "firing" | "resolved";
  /** Texts of the message, as the receiver gets them. */
  readonly message?: MessageExpectation;
  /** The exact number of such notifications. @default at least one */
  readonly times?: number;
  /** The largest number of such notifications, or none at all. */
  readonly atMost?: number;
}

/** A row of a table of routes: whom an alert reaches. */
export interface RouteCase {
  /** If several alerts are selected, each must reach these receivers. */
  readonly alert: AlertSelector;
  /** Labels that the alert has besides those of its rule. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The moment, for routes with time intervals: `"2026-01-05T09:00:00Z"`. @default at some time */
  readonly at?: string;
  /** Alerts that fire meanwhile, with the same labels, and may silence it. */
  readonly while?: AlertSelector;
  /** All receivers that it reaches, in any order; empty for none. */
  readonly receivers: readonly ReceiverSelector[];
}
