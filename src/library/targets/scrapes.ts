import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import { Origin } from "../../model/definition/origin.js";
import type { Labels } from "../../model/metric/label.js";
import { type Gauge, Metric } from "../../model/metric/metric.js";
import { type ScrapeSeries, scrapeSeries } from "../../model/metric/scrape-series.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import { serviceShape } from "../arguments/shapes.js";

/**
 * `up` of the targets of a service, which Prometheus itself writes: 1 for a target that can be scraped, and 0 for one that
 * cannot. A target that is gone has no series: `down` covers that, too.
 *
 * @example
 * promql`avg by (app) (${up(cart)}) < 0.5`
 * @example
 * promql`count(${up(cart).where({ pod: /canary-.*\/ })})`
 */
export function up<Added extends Labels>(service: ServiceDefinition<Added>): Gauge<Added> {
  checkArguments("up(…)", [["service", service, required(serviceShape)]]);
  return createGauge(service, "up");
}

/** The series that Prometheus writes about the scrapes of a target, besides `up`. */
export interface Scrapes<Added extends Labels = Labels> {
  /** `scrape_duration_seconds` */
  readonly duration: Gauge<Added>;
  /** `scrape_samples_scraped`: the samples that a target exposes. */
  readonly samples: Gauge<Added>;
  /** `scrape_samples_post_metric_relabeling`: those that are stored. */
  readonly keptSamples: Gauge<Added>;
  /** `scrape_series_added`: the series that were new in a scrape. */
  readonly newSeries: Gauge<Added>;
}

/**
 * The series that Prometheus itself writes about the scrapes of a service's targets: how long they take, and how many samples
 * they bring.
 *
 * @example
 * promql`max by (app) (${scrapes(cart).duration}) > 10`
 * @example
 * promql`sum by (app) (sum_over_time(${scrapes(cart).newSeries}[1h])) > 10000`
 */
export function scrapes<Added extends Labels>(service: ServiceDefinition<Added>): Scrapes<Added> {
  checkArguments("scrapes(…)", [["service", service, required(serviceShape)]]);
  return {
    duration: createGauge(service, "duration"),
    samples: createGauge(service, "samples"),
    keptSamples: createGauge(service, "keptSamples"),
    newSeries: createGauge(service, "newSeries"),
  };
}

function createGauge<Added extends Labels>(
  { service: { owner, addedLabels } }: ServiceDefinition<Added>,
  series: ScrapeSeries,
): Gauge<Added> {
  const { name, help } = scrapeSeries[series];
  const unit = series === "duration" ? "s" : undefined;
  const fields = { name, help, unit, labels: addedLabels, owner, allow: undefined };
  return new Metric("gauge", fields, undefined, new Origin());
}
