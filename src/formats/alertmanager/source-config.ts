import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { LabelMatcher } from "./routes/matchers.js";
import type { AlertmanagerConfig, InhibitRule, NamedTimeInterval, Receiver, Route } from "./types.js";

/** A configuration that was read from text. */
export interface SourceConfig {
  readonly file: string;
  readonly data: AlertmanagerConfig;
  readonly route: SourceRoute | undefined;
  readonly receivers: readonly SourceReceiver[];
  readonly inhibitRules: readonly SourceInhibitRule[];
  readonly timeIntervals: readonly SourceTimeInterval[];
  /** Line and column of a place in the file. */
  span(range: TextRange): Span;
}

export interface SourceRoute extends TextRange {
  /** Without its children; those are `routes`. */
  readonly data: Omit<Route, "routes">;
  /** From `match`, `match_re` and `matchers` together. */
  readonly matchers: readonly LabelMatcher[];
  /** The places of the values that are there, by field. */
  readonly fields: ReadonlyMap<string, TextRange>;
  readonly routes: readonly SourceRoute[];
}

export interface SourceReceiver extends TextRange {
  readonly data: Receiver;
  readonly fields: ReadonlyMap<string, TextRange>;
}

export interface SourceInhibitRule extends TextRange {
  readonly data: InhibitRule;
  readonly source: readonly LabelMatcher[];
  readonly target: readonly LabelMatcher[];
  readonly fields: ReadonlyMap<string, TextRange>;
}

export interface SourceTimeInterval extends TextRange {
  readonly data: NamedTimeInterval;
}
