import type { Metric } from "../../model/metric/metric.js";
import type { ServiceOptions } from "../../model/system/service.js";

/** The metrics of an exporter as a service exposes them, with any labels that scraping adds. */
export type ExposedMetrics<Parts> = {
  readonly [Name in Exclude<keyof Parts, keyof ServiceOptions>]: WithAnyLabels<Parts[Name]>;
};

type WithAnyLabels<Part> =
  Part extends Metric<infer Type> ? Metric<Type> : { readonly [Name in keyof Part]: WithAnyLabels<Part[Name]> };
