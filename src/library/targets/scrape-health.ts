import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, record, required, string } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { promql } from "../../model/expression/promql.js";
import { Signal, type SignalFields } from "../../model/expression/signal.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import type { TimeseriesPanel } from "../../panels/kinds/charts/timeseries.js";
import { redAbove, redBelow } from "../../panels/options/thresholds.js";
import { limitShape, serviceShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import { signalId, sumBy } from "../grouping.js";
import { linePanel } from "../stores/line-panel.js";
import { targetLabel } from "./down.js";
import { scrapes, up } from "./scrapes.js";

export interface ScrapeOptions {
  /**
   * Selects targets of the service, by labels that scraping adds.
   *
   * @default all of the service
   */
  readonly where?: Readonly<Record<string, string>>;
}

export interface ScrapePanelOptions extends ScrapeOptions {
  /** The share of targets that answer below which their panel is red. */
  readonly targetLimit?: Varying<number>;
  /** The time of a scrape, in seconds, from which its panel is red: near the timeout of 10 s, targets begin to be lost. */
  readonly durationLimit?: Varying<number>;
}

const scrapeOptions = { where: record(string) } as const satisfies OptionTable<ScrapeOptions>;
const scrapePanelOptions = {
  ...scrapeOptions,
  targetLimit: limitShape,
  durationLimit: limitShape,
} as const satisfies OptionTable<ScrapePanelOptions>;

/**
 * The share of the targets of a service that answer a scrape. Without any target there is no result: `down` covers that.
 *
 * @example
 * targetsUp(cart).below(0.5)
 */
export function targetsUp(watched: ServiceDefinition, options: ScrapeOptions = {}): Signal {
  const origin = check("targetsUp(…)", watched, options);
  return scrapeSignal(watched, options, origin, "targetsUp", (label, where) => ({
    title: "Targets that answer",
    description: "Share of the targets that answer a scrape.",
    unit: "percentunit",
    max: 1,
    query: promql`avg by (${[label]}) (${up(watched).where(where)})`,
  }));
}

/**
 * The time of the slowest scrape among the targets of a service. Scrapes that take longer than their timeout fail.
 *
 * @example
 * scrapeDuration(cart).above(8)
 */
export function scrapeDuration(watched: ServiceDefinition, options: ScrapeOptions = {}): Signal {
  const origin = check("scrapeDuration(…)", watched, options);
  return scrapeSignal(watched, options, origin, "scrapeDuration", (label, where) => ({
    title: "Slowest scrape",
    description: "Time of the slowest scrape. One that takes longer than its timeout fails.",
    unit: "s",
    query: promql`max by (${[label]}) (${scrapes(watched).duration.where(where)})`,
  }));
}

/**
 * The samples stored per scrape of all targets of a service: the cost of its metrics.
 *
 * @example
 * scrapedSamples(cart).above(50_000)
 */
export function scrapedSamples(watched: ServiceDefinition, options: ScrapeOptions = {}): Signal {
  const origin = check("scrapedSamples(…)", watched, options);
  return scrapeSignal(watched, options, origin, "scrapedSamples", (label, where) => ({
    title: "Samples per scrape",
    description: "Samples that are stored of one scrape of all targets: about as many as there are series.",
    unit: "short",
    query: sumBy([label], promql`${scrapes(watched).keptSamples.where(where)}`),
  }));
}

/**
 * The series of a service that were new within an hour. A steady stream of them points to a label of unbounded cardinality.
 *
 * @example
 * newSeries(cart).above(10_000)
 */
export function newSeries(watched: ServiceDefinition, options: ScrapeOptions = {}): Signal {
  const origin = check("newSeries(…)", watched, options);
  return scrapeSignal(watched, options, origin, "newSeries", (label, where) => ({
    title: "New series in an hour",
    description:
      "Series that were new within an hour. Many after a deployment are usual; many at all times point to a label of unbounded cardinality.",
    unit: "short",
    query: sumBy([label], promql`sum_over_time(${scrapes(watched).newSeries.where(where)}[1h])`),
  }));
}

/**
 * Panels of the health of scrapes: the targets that answer, the slowest scrape, the samples that it costs, and the
 * series that are new.
 *
 * @example
 * row("Scrapes", scrapePanels(cart, { targetLimit: 0.5, durationLimit: 8 }))
 */
export function scrapePanels(watched: ServiceDefinition, options: ScrapePanelOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("scrapePanels(…)", [
    ["service", watched, required(serviceShape)],
    ["options", options, object(scrapePanelOptions)],
  ]);
  const { targetLimit, durationLimit, where } = options;
  const selection = where === undefined ? {} : { where };
  const panels = [
    linePanel(targetsUp(watched, selection), targetLimit === undefined ? undefined : redBelow(targetLimit)),
    linePanel(scrapeDuration(watched, selection), durationLimit === undefined ? undefined : redAbove(durationLimit)),
    linePanel(scrapedSamples(watched, selection)),
    linePanel(newSeries(watched, selection)),
  ];
  return withOrigin(panels, origin);
}

function check(call: string, watched: ServiceDefinition, options: ScrapeOptions): Origin {
  return checkArguments(call, [
    ["service", watched, required(serviceShape)],
    ["options", options, object(scrapeOptions)],
  ]);
}

type Texts = Pick<SignalFields, "title" | "description" | "unit" | "max" | "query">;

function scrapeSignal(
  watched: ServiceDefinition,
  { where = {} }: ScrapeOptions,
  origin: Origin,
  kind: string,
  fields: (label: string, where: Readonly<Record<string, string>>) => Texts,
): Signal {
  const { service } = watched;
  const label = targetLabel(service, { ...service.selector, ...where });
  const id = signalId(kind, [up(watched).where(where)], [label]);
  return new Signal({ ...fields(label, where), origin, id, by: [label], legend: `{{${label}}}` });
}
