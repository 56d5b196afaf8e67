import type { Metric } from "../../model/metric/metric.js";
import type { ServiceOptions } from "../../model/system/service.js";

/** What an exporter's metrics are once a service exposes them, whatever labels scraping has added. */
export type ExposedMetrics<Parts> = {
  readonly [Name in Exclude<keyof Parts, keyof ServiceOptions>]: Widened<Parts[Name]>;
};

type Widened<Part> =
  Part extends Metric<infer Type> ? Metric<Type> : { readonly [Name in keyof Part]: Widened<Part[Name]> };
