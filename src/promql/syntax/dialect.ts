/** A Prometheus release, as far as the language depends on it. */
export interface PrometheusVersion {
  readonly major: number;
  readonly minor: number;
}

/** A feature flag of Prometheus that changes PromQL (`--enable-feature`). */
export type Feature =
  | "promql-experimental-functions"
  | "promql-duration-expr"
  | "promql-extended-range-selectors"
  | "promql-binop-fill-modifiers";

/** The PromQL of a release and its features, in a rule or in a Grafana panel. */
export interface Dialect {
  readonly version: PrometheusVersion;
  readonly features: ReadonlySet<Feature>;
  /** Allows Grafana's `$variable`, `${variable:format}`, `[[variable]]` and `$__macro`. */
  readonly grafana: boolean;
}

const noFeatures: ReadonlySet<Feature> = new Set();

/** Parses `"2.42"` or `"3.5.1"`; undefined if it is invalid. */
export function parseVersion(text: string): PrometheusVersion | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,3})(?:\.\d{1,3})?$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

export function isAtLeast(version: PrometheusVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** The PromQL of rule files in a release. */
export function ruleDialect(version: PrometheusVersion, features: ReadonlySet<Feature> = noFeatures): Dialect {
  return { version, features, grafana: false };
}

/** The PromQL of Grafana panels with a data source of a release. */
export function panelDialect(version: PrometheusVersion, features: ReadonlySet<Feature> = noFeatures): Dialect {
  return { version, features, grafana: true };
}
