import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { NativeHistogram } from "../../src/promql/evaluate/index.js";
import type { Expr, PrometheusVersion } from "../../src/promql/index.js";
import type { ReadSamples, SeriesLabels } from "../../src/simulate/series/family.js";
import type { TargetLifetime } from "../../src/simulate/series/schedule.js";
import { buildTimeline } from "../../src/simulate/traffic/events.js";
import { type PlannedTarget, planTargets } from "../../src/simulate/traffic/plan-targets.js";
import { type ExposedSample, indexMetrics, type MetricsBySeries, writeExposition } from "./exposition.js";
import type { Scenario } from "./scenario.js";

export interface ExporterOptions {
  readonly version: PrometheusVersion;
  /** Expressions that will read the series. */
  readonly expressions: readonly Expr[];
  /** The scrape interval, in milliseconds. */
  readonly interval: number;
}

/** All targets of some systems, in one server. */
export interface Exporter {
  /** Where Prometheus' `http_sd_configs` find the targets with their labels. */
  readonly discovery: string;
  /** Number of targets. */
  readonly targets: number;
  /** The addresses of the pages of a service, one for each of its targets. */
  pages(service: string): readonly URL[];
  /** The pages of a service, each with the labels that its target has. */
  targetsOf(service: string): readonly { readonly page: URL; readonly labels: SeriesLabels }[];
  stop(): Promise<void>;
}

/**
 * Exposes the traffic of scenarios, as the real targets would: each pod is a target of its own, whose scrapes fail in an
 * outage. The series are those that a simulation of the same scenario writes.
 */
export async function startExporter(scenarios: readonly Scenario[], options: ExporterOptions): Promise<Exporter> {
  const targets = scenarios.flatMap((scenario) => createLiveTargets(scenario, options));
  const server = createServer((request, response) => {
    const now = Date.now();
    if (request.url === "/discovery") {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(targets.flatMap((target, index) => describeTarget(target, index, address, now))));
      return;
    }
    const page = targets[Number(request.url?.slice(1))]?.page(now);
    if (page === undefined) response.socket?.destroy();
    else response.setHeader("Content-Type", "text/plain; version=0.0.4").end(page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const targetsOf = (service: string) =>
    targets.flatMap((target, index) =>
      target.service === service ? [{ page: new URL(`http://${address}/${index}`), labels: target.labels }] : [],
    );
  return {
    discovery: `http://${address}/discovery`,
    targets: targets.length,
    pages: (service) => targetsOf(service).map(({ page }) => page),
    targetsOf,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function createLiveTargets(scenario: Scenario, { version, expressions, interval }: ExporterOptions): LiveTarget[] {
  const { system, series, start } = scenario;
  const metrics = indexMetrics(system);
  return planTargets(system, series, { start, version, expressions }).map(
    (planned) => new LiveTarget(planned, scenario, metrics, interval),
  );
}

/** A target in the format of Prometheus' HTTP service discovery; none while it is gone. */
function describeTarget(target: LiveTarget, index: number, address: string, now: number) {
  const lifetime = target.lifetime(now);
  return lifetime ? [{ targets: [address], labels: { __metrics_path__: `/${index}`, ...lifetime.labels } }] : [];
}

/** The process behind a target. */
interface RunningProcess {
  readonly from: number;
  readonly families: readonly {
    readonly series: readonly SeriesLabels[];
    readonly values: Float64Array;
    readonly read: ReadSamples;
  }[];
}

class LiveTarget {
  private readonly planned: PlannedTarget;
  private readonly scenario: Scenario;
  private readonly metrics: MetricsBySeries;
  private readonly interval: number;
  private process: RunningProcess | undefined;

  constructor(planned: PlannedTarget, scenario: Scenario, metrics: MetricsBySeries, interval: number) {
    this.planned = planned;
    this.scenario = scenario;
    this.metrics = metrics;
    this.interval = interval;
  }

  get service(): string {
    return this.planned.service;
  }

  get labels(): SeriesLabels {
    return this.planned.labels;
  }

  /** Returns its labels and its health; undefined while it is gone. */
  lifetime(now: number): TargetLifetime | undefined {
    const { labels, service, number, count } = this.planned;
    const { start } = this.scenario;
    const events = this.scenario.events().filter((event) => event.service === service);
    const { lifetimes } = buildTimeline(labels, events, { number, count, start, interval: this.interval });
    return lifetimes.find(({ from, to }) => from <= now && now < to);
  }

  /** Returns the page with its metrics; undefined while it is down. */
  page(now: number): string | undefined {
    const lifetime = this.lifetime(now);
    if (!lifetime?.isUp) return undefined;
    if (this.process?.from !== lifetime.from) this.process = this.startProcess(lifetime);
    const samples = this.process.families.flatMap(({ series, values, read }) => {
      const histograms: NativeHistogram[] = [];
      if (!read(now, values, histograms)) return [];
      // The text format has no native histograms.
      return series.flatMap((labels, index): ExposedSample[] => (histograms[index] ? [] : [[labels, values[index]!]]));
    });
    return writeExposition(samples, this.metrics);
  }

  private startProcess({ from, labels }: TargetLifetime): RunningProcess {
    const families = this.planned.families.map(({ series, start }) => ({
      ...{ series, values: new Float64Array(series.length) },
      read: start(Math.max(from, this.scenario.start), labels),
    }));
    return { from, families };
  }
}
