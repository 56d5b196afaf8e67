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
  return findDialect(ruleDialects, { version, features, grafana: false });
}

/** The PromQL of Grafana panels with a data source of a release. */
export function panelDialect(version: PrometheusVersion, features: ReadonlySet<Feature> = noFeatures): Dialect {
  return findDialect(panelDialects, { version, features, grafana: true });
}

const ruleDialects = new Map<number, Dialect>();
const panelDialects = new Map<number, Dialect>();

/** Returns the same object for the same release, so that what is cached by dialect is found again. */
function findDialect(dialects: Map<number, Dialect>, dialect: Dialect): Dialect {
  if (dialect.features.size > 0) return dialect;
  const key = dialect.version.major * 1000 + dialect.version.minor;
  const known = dialects.get(key);
  if (known) return known;
  dialects.set(key, dialect);
  return dialect;
}
