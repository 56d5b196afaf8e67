import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { InlineSecret } from "./list-secrets.js";
import type { LabelMatcher } from "./routes/matchers.js";
import type { AlertmanagerConfig, InhibitRule, NamedTimeInterval, Receiver, Route } from "./types.js";

/** An Alertmanager configuration as it was read, with source ranges. */
export interface SourceConfig {
  readonly file: string;
  readonly data: AlertmanagerConfig;
  readonly route: SourceRoute | undefined;
  readonly receivers: readonly SourceReceiver[];
  readonly inhibitRules: readonly SourceInhibitRule[];
  readonly timeIntervals: readonly SourceTimeInterval[];
  /** The secrets that stand in it in plain text. */
  plainSecrets(): readonly InlineSecret[];
  /** Converts offsets to lines and columns. */
  span(range: TextRange): Span;
}

export interface SourceRoute extends TextRange {
  /** The route without its children, which are in `routes`. */
  readonly data: Omit<Route, "routes">;
  /** The matchers of `match`, `match_re` and `matchers`. */
  readonly matchers: readonly LabelMatcher[];
  /** Ranges of the values of the fields that are set, by field name. */
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
