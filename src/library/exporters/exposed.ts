import type { Histogram } from "../../model/metric/histogram.js";
import type { Labels } from "../../model/metric/label.js";
import type { Metric } from "../../model/metric/metric.js";
import type { Summary } from "../../model/metric/summary.js";
import type { ServiceOptions } from "../../model/system/service.js";

/** The metrics of an exporter as a service exposes them, with any labels that scraping adds. */
export type ExposedMetrics<Parts> = {
  readonly [Name in Exclude<keyof Parts, keyof ServiceOptions>]: WithAnyLabels<Parts[Name]>;
};

type WithAnyLabels<Part> =
  Part extends Metric<infer Type>
    ? Metric<Type>
    : Part extends Histogram<Labels, infer Bound>
      ? Histogram<Labels, Bound>
      : Part extends Summary
        ? Summary
        : Part extends RegExp | string | undefined
          ? Part
          : { readonly [Name in keyof Part]: WithAnyLabels<Part[Name]> };
