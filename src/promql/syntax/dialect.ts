/** The feature flags of Prometheus that add to PromQL (`--enable-feature`). */
export const promqlFeatures = [
  "promql-experimental-functions",
  "promql-duration-expr",
  "promql-extended-range-selectors",
  "promql-binop-fill-modifiers",
] as const;

/** A feature flag of Prometheus that adds to PromQL (`--enable-feature`). */
export type Feature = (typeof promqlFeatures)[number];

/** A Prometheus release, as far as the language depends on it. */
export interface PrometheusVersion {
  readonly major: number;
  readonly minor: number;
  /** The features that its flags enable. @default none */
  readonly features?: ReadonlySet<Feature>;
}

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
export function ruleDialect(version: PrometheusVersion): Dialect {
  return findDialect(ruleDialects, { version, features: version.features ?? noFeatures, grafana: false });
}

/** The PromQL of Grafana panels with a data source of a release. */
export function panelDialect(version: PrometheusVersion): Dialect {
  return findDialect(panelDialects, { version, features: version.features ?? noFeatures, grafana: true });
}

const ruleDialects = new Map<string, Dialect>();
const panelDialects = new Map<string, Dialect>();

/** Returns the same object for the same release and features, so that what is cached by dialect is found again. */
function findDialect(dialects: Map<string, Dialect>, dialect: Dialect): Dialect {
  const { major, minor } = dialect.version;
  const key = [major, minor, ...[...dialect.features].sort()].join(" ");
  const known = dialects.get(key);
  if (known) return known;
  dialects.set(key, dialect);
  return dialect;
}
