import type { ScrapeJob } from "../../model/collection/scrape-job.js";
import type { Duration } from "../../model/definition/duration.js";
import { resolve, resolveRecord } from "../../model/definition/per-environment.js";
import type { Settings } from "../../model/project/project.js";
import type { ServiceFacts } from "../../model/system/service.js";

/** A scrape job in one environment. */
export interface ResolvedJob {
  readonly definition: ScrapeJob;
  /** The name of the job, which is the label `job` of its series. */
  readonly name: string;
  /** The service whose metrics it collects; undefined for a program that the catalogue does not have. */
  readonly service: ServiceFacts | undefined;
  readonly targets: readonly string[];
  readonly interval: Duration;
  readonly path: string;
  readonly scheme: string;
  /** The labels that it adds, besides `job` and `instance`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Regular expressions of the names of metrics that it drops. */
  readonly drop: readonly string[];
}

export function resolveJob(definition: ScrapeJob, { environment, scrapeInterval }: Settings): ResolvedJob {
  const { service, options } = definition;
  const { job: jobOfSelector, ...otherLabels } = resolveRecord(service?.selector, environment);
  const ownTargets = service?.port === undefined ? [] : [`${service.name}:${service.port}`];
  return {
    definition,
    service,
    name: options.job ?? jobOfSelector ?? definition.name,
    targets: options.targets === undefined ? ownTargets : (resolve(options.targets, environment) ?? []),
    interval: (options.interval && resolve(options.interval, environment)) ?? scrapeInterval,
    path: options.path ?? "/metrics",
    scheme: options.scheme ?? "http",
    labels: options.labels === undefined ? otherLabels : resolveRecord(options.labels, environment),
    drop: options.drop ?? [],
  };
}
