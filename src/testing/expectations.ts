import type { Duration } from "../model/definition/duration.js";

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
