import type { Duration } from "../model/definition/duration.js";

/** Which of an alert's instances are meant, and what they say. */
export interface InstanceExpectation {
  /** Labels that it has among others. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations that it has among others, as they are rendered: the whole text, or what it matches. */
  readonly annotations?: Readonly<Record<string, string | RegExp>>;
}

/**
 * When something begins, as times since the start of the run. `after` alone means then: no sooner, and no later than the
 * first evaluation one scrape on. With `within` it is no later than that.
 */
export interface TimeExpectation {
  readonly after?: Duration;
  readonly within?: Duration;
}

export interface FireExpectation extends InstanceExpectation, TimeExpectation {
  /** It fires at this time, whenever it began to. */
  readonly at?: Duration;
}

export interface PendingExpectation extends InstanceExpectation, TimeExpectation {
  /** It is pending at this time, whenever it became so. */
  readonly at?: Duration;
}

export interface ResolveExpectation extends TimeExpectation {
  readonly labels?: Readonly<Record<string, string>>;
  /** It no longer fires at this time, whenever it stopped. */
  readonly at?: Duration;
}

export interface QuietExpectation {
  readonly labels?: Readonly<Record<string, string>>;
  /** Only from this time on. Default: from the start. */
  readonly from?: Duration;
  /** Only until this time. Default: to the end. */
  readonly until?: Duration;
}
