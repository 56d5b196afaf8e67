/** A series of a test, in the notation of promtool. */
export interface TestedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: string;
}

/** Minutes of a test: first nothing fails, and then everything. */
export interface BurnTimes {
  readonly history: number;
  readonly burning: number;
}

/** The series that an SLO reads, as a test writes them. */
export interface TestedInput {
  /** Minutes until what is recorded shows nothing but what the series do. */
  readonly lag: number;
  /** True if it writes native histograms. */
  readonly hasHistograms: boolean;
  /** Nothing fails, and then everything. */
  burn(times: BurnTimes): readonly TestedSeries[];
  /** For some minutes, half of this share of events fails; or none, where too few minutes are looked at. */
  quiet(budget: number, minutes: number): readonly TestedSeries[];
}
