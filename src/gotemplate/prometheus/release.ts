import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/** Differences in templates between releases of Prometheus. */
export interface TemplateRelease {
  /** Minor version of the Go it is built with: 24 is Go 1.24. */
  readonly go: number;
  /** `$value` may be a native histogram. */
  readonly valueMayBeHistogram: boolean;
  /** `title` capitalises Unicode words: `don't` becomes `Don't`, not `Don'T`. */
  readonly capitalisesUnicodeWords: boolean;
  /** `parseDuration` accepts negative durations. */
  readonly negativeDurations: boolean;
  /** `parseDuration` names unknown units in its error. */
  readonly namesUnknownUnits: boolean;
}

/** The Go version of each release of Prometheus, from that release on. */
const goVersions: readonly (readonly [major: number, minor: number, go: number])[] = [
  [3, 14, 26],
  [3, 7, 25],
  [3, 3, 24],
  [2, 55, 23],
  [2, 51, 22],
  [2, 47, 21],
  [0, 0, 19],
];

export function templateRelease(version: PrometheusVersion): TemplateRelease {
  const [, , go] = goVersions.find(([major, minor]) => isAtLeast(version, major, minor))!;
  return {
    go,
    valueMayBeHistogram: isAtLeast(version, 2, 53),
    capitalisesUnicodeWords: isAtLeast(version, 3, 2),
    negativeDurations: isAtLeast(version, 3, 6),
    namesUnknownUnits: isAtLeast(version, 2, 44),
  };
}
