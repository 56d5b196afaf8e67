import type { Collection } from "../../model/collection/collection.js";
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
  /** Where its series are: at fixed addresses, on discovered pods, or on the kubelet of each node. */
  readonly from: "targets" | "pods" | "kubelet";
  /** The fixed addresses; empty where they are discovered. */
  readonly targets: readonly string[];
  readonly interval: Duration;
  readonly path: string;
  readonly scheme: string;
  /** The labels that it adds, besides `job` and `instance`. Discovered pods must have them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that it adds with the value that each discovered target has. */
  readonly discoveredLabels: readonly string[];
  readonly honorLabels: boolean;
  /** Regular expressions of the names of metrics that it drops. */
  readonly drop: readonly string[];
}

/** Labels that every scrape adds. */
const scrapeLabels: ReadonlySet<string> = new Set(["job", "instance"]);

export function resolveJob(
  definition: ScrapeJob,
  { environment, scrapeInterval }: Settings,
  { kubernetes }: Pick<Collection, "kubernetes">,
): ResolvedJob {
  const { service, options } = definition;
  const { job: jobOfSelector, ...otherLabels } = resolveRecord(service?.selector, environment);
  const targets = options.targets === undefined ? ownTargets(definition, kubernetes) : options.targets;
  const from = targets === undefined ? (options.from ?? "pods") : "targets";
  const labels = options.labels === undefined ? otherLabels : resolveRecord(options.labels, environment);
  return {
    definition,
    service,
    name: options.job ?? jobOfSelector ?? definition.name,
    from,
    targets: (targets && resolve(targets, environment)) ?? [],
    interval: (options.interval && resolve(options.interval, environment)) ?? scrapeInterval,
    path: options.path ?? "/metrics",
    scheme: options.scheme ?? "http",
    labels,
    discoveredLabels: discoveredLabels(from, service).filter((name) => !Object.hasOwn(labels, name)),
    honorLabels: options.honorLabels ?? false,
    drop: options.drop ?? [],
  };
}

/** The address of a service without `targets`; undefined if it is discovered. */
function ownTargets(
  { name, service, options }: ScrapeJob,
  kubernetes: Collection["kubernetes"],
): readonly string[] | undefined {
  const port = service?.port;
  if (kubernetes === undefined) return port === undefined ? [] : [`${name}:${port}`];
  const isComponent = Object.hasOwn(kubernetes.components, name) && options.from === undefined;
  return isComponent ? [`${name}.${kubernetes.namespace}.svc:${port}`] : undefined;
}

function discoveredLabels(from: ResolvedJob["from"], service: ServiceFacts | undefined): readonly string[] {
  switch (from) {
    case "targets":
      return [];
    case "kubelet":
      return ["node"];
    case "pods":
      return Object.keys(service?.addedLabels ?? {}).filter((name) => !scrapeLabels.has(name));
  }
}
