import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/** What a release of Prometheus does in templates that others do not. */
export interface TemplateRelease {
  readonly version: PrometheusVersion;
  /** `range 3`, of Go 1.24. */
  readonly rangesOverIntegers: boolean;
  /** `$value` may be a native histogram, and not only a float. */
  readonly valueMayBeHistogram: boolean;
  /** `title` knows words: the letter behind the apostrophe of `don't` stays small. */
  readonly titleKnowsWords: boolean;
  /** `parseDuration` takes negative ones. */
  readonly negativeDurations: boolean;
}

export function templateRelease(version: PrometheusVersion): TemplateRelease {
  return {
    version,
    rangesOverIntegers: isAtLeast(version, 3, 3),
    valueMayBeHistogram: isAtLeast(version, 2, 53),
    titleKnowsWords: isAtLeast(version, 3, 2),
    negativeDurations: isAtLeast(version, 3, 6),
  };
}
