import type { Collection } from "../../model/collection/collection.js";
import type { ScrapeJob } from "../../model/collection/scrape-job.js";
import type { Duration } from "../../model/definition/duration.js";
import { resolve, resolveRecord } from "../../model/definition/per-environment.js";
import { closedValues } from "../../model/metric/label.js";
import type { Settings } from "../../model/project/project.js";
import type { ServiceFacts } from "../../model/system/service.js";
import { discoveredName } from "./kubernetes/pod-labels.js";

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
  /** The addresses to probe, and the module, if the target is a prober such as blackbox_exporter. */
  readonly probe: { readonly module: string; readonly addresses: readonly string[] } | undefined;
  readonly interval: Duration;
  readonly path: string;
  readonly scheme: string;
  /** The namespaces of its pods. */
  readonly namespaces: readonly string[];
  /** Labels that its pods must have and its series have not, by the names that discovery gives them. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** The component of the collection that it scrapes the pods of. */
  readonly component: string | undefined;
  /** True if each node has one of its pods, which is called like the node. */
  readonly isOnEveryNode: boolean;
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

/** The label of the components of a collection, as discovery gives it. */
const componentLabel = "app_kubernetes_io_component";

export function resolveJob(
  definition: ScrapeJob,
  { environment, scrapeInterval }: Settings,
  { kubernetes, operator }: Pick<Collection, "kubernetes" | "operator">,
): ResolvedJob {
  const { service, options } = definition;
  const { job: jobOfSelector, ...otherLabels } = resolveRecord(service?.selector, environment);
  // The operator runs no component of a collection.
  const own = operator ? undefined : ownTargets(definition, kubernetes);
  const targets = options.targets === undefined ? own : options.targets;
  const from = targets === undefined ? (options.from ?? "pods") : "targets";
  const labels = options.labels === undefined ? otherLabels : resolveRecord(options.labels, environment);
  const isComponent = from === "pods" && isOwnComponent(definition, kubernetes);
  return {
    definition,
    service,
    name: options.job ?? jobOfSelector ?? definition.name,
    from,
    targets: (targets && resolve(targets, environment)) ?? [],
    namespaces:
      from === "pods" ? namespacesOf(definition, labels, isComponent ? kubernetes?.namespace : undefined) : [],
    podLabels: isComponent ? { [componentLabel]: definition.name } : podLabelsOf(definition),
    component: isComponent ? definition.name : undefined,
    isOnEveryNode: isComponent && onEveryNode.has(definition.name),
    interval: (options.interval && resolve(options.interval, environment)) ?? scrapeInterval,
    probe: options.probe && {
      module: options.probe.module ?? "http_2xx",
      addresses: resolve(options.probe.addresses, environment) ?? [],
    },
    path: options.path ?? (options.probe ? "/probe" : "/metrics"),
    scheme: options.scheme ?? "http",
    labels,
    discoveredLabels: discoveredLabels(from, service).filter((name) => !Object.hasOwn(labels, name)),
    honorLabels: options.honorLabels ?? false,
    drop: options.drop ?? [],
  };
}

/** Components with a pod on each node. */
const onEveryNode: ReadonlySet<string> = new Set(["node-exporter"]);

/** The address of a service without `targets`; undefined if it is discovered. */
function ownTargets(definition: ScrapeJob, kubernetes: Collection["kubernetes"]): readonly string[] | undefined {
  const { name, service } = definition;
  const port = service?.port;
  if (kubernetes === undefined) return port === undefined ? [] : [`${name}:${port}`];
  // Only what sends to Grafana Cloud has one process that scrapes what the cluster has once.
  return kubernetes.secret !== undefined && isOwnComponent(definition, kubernetes)
    ? [`${name}.${kubernetes.namespace}.svc:${port}`]
    : undefined;
}

function isOwnComponent({ name, options }: ScrapeJob, kubernetes: Collection["kubernetes"]): boolean {
  const isPlaced = options.from !== undefined || options.pods !== undefined;
  return kubernetes !== undefined && !isPlaced && Object.hasOwn(kubernetes.components, name);
}

/** The namespaces of the pods of a job: given, or those that its series are declared to have. */
function namespacesOf(
  { options, service }: ScrapeJob,
  labels: Readonly<Record<string, string>>,
  ofComponents: string | undefined,
): readonly string[] {
  const given = options.pods?.namespace ?? ofComponents ?? labels.namespace;
  if (given !== undefined) return [given];
  const { namespace } = service?.addedLabels ?? {};
  return namespace === undefined ? [] : (closedValues(namespace) ?? []);
}

function podLabelsOf({ options }: ScrapeJob): Readonly<Record<string, string>> {
  const entries = Object.entries(options.pods?.labels ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [discoveredName(name), value]));
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
