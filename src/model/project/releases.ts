import { type Feature, type PrometheusVersion, parseVersion } from "../../promql/index.js";

/** The release of each product that artifacts are written for by default, and the oldest one that is supported. */
export const releases = {
  // Had long-term support until July 2026, and is what many run: its successor 3.13 reads all that is written for it.
  prometheus: { default: "3.5", oldest: "2.42" },
  alertmanager: { default: "0.28", oldest: "0.25" },
  grafana: { default: "12.4", oldest: "9.0" },
} as const;

export type Product = keyof typeof releases;

/** Parses a release. Falls back to the default for text that is not a release, which compiling reports. */
export function releaseOrDefault(product: Product, text: string | undefined): PrometheusVersion {
  return (text === undefined ? undefined : parseVersion(text)) ?? parseVersion(releases[product].default)!;
}

/** The Prometheus that expressions are written for. */
export interface PrometheusTarget {
  readonly prometheus?: string | undefined;
  /** The features that its flags enable. */
  readonly prometheusFeatures?: readonly Feature[] | undefined;
}

/** Parses the release of Prometheus, and adds its features. */
export function prometheusRelease({ prometheus, prometheusFeatures = [] }: PrometheusTarget = {}): PrometheusVersion {
  const release = releaseOrDefault("prometheus", prometheus);
  return prometheusFeatures.length === 0 ? release : { ...release, features: new Set(prometheusFeatures) };
}
