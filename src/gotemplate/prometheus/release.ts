import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/** What a release of Prometheus does in templates that others do not. */
export interface TemplateRelease {
  /** The Go it was built with: 24 is Go 1.24. */
  readonly go: number;
  /** `$value` may be a native histogram, and not only a float. */
  readonly valueMayBeHistogram: boolean;
  /** `title` knows words: the letter behind the apostrophe of `don't` stays small. */
  readonly titleKnowsWords: boolean;
  /** `parseDuration` takes negative ones. */
  readonly negativeDurations: boolean;
  /** `parseDuration` says which unit it does not know. */
  readonly namesUnknownUnits: boolean;
}

/** From which release on Prometheus is built with which Go. */
const builtWith: readonly (readonly [major: number, minor: number, go: number])[] = [
  [3, 14, 26],
  [3, 7, 25],
  [3, 3, 24],
  [2, 55, 23],
  [2, 51, 22],
  [2, 47, 21],
  [0, 0, 19],
];

export function templateRelease(version: PrometheusVersion): TemplateRelease {
  const [, , go] = builtWith.find(([major, minor]) => isAtLeast(version, major, minor))!;
  return {
    go,
    valueMayBeHistogram: isAtLeast(version, 2, 53),
    titleKnowsWords: isAtLeast(version, 3, 2),
    negativeDurations: isAtLeast(version, 3, 6),
    namesUnknownUnits: isAtLeast(version, 2, 44),
  };
}
