import { errorRatio, latency, memoryOfLimit, requestRate, up } from "../../library/index.js";
import { isTimed } from "../../library/red.js";
import { promql } from "../../model/expression/promql.js";
import { Query } from "../../model/expression/query.js";
import type { Signal } from "../../model/expression/signal.js";
import type { Http } from "../../model/metric/capability.js";
import type { Settings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";
import { findCadvisor, findKubeStateMetrics } from "./exporters.js";
import { selectFiring } from "./firing.js";
import type { WatchedService } from "./watched-services.js";

/** A measurement of all services, one series each, and the signal of each. */
export interface Indicator {
  readonly query: Query;
  readonly signals: readonly Signal[];
}

export interface Indicators {
  readonly rate: Indicator;
  readonly errors: Indicator;
  /** Undefined if no service measures the duration of its requests. */
  readonly latency: Indicator | undefined;
  /** Targets that answer. */
  readonly up: Query;
  /** Replicas that should answer and do not; without kube-state-metrics, targets that do not answer. */
  readonly missing: Query;
  /** Undefined unless cAdvisor is a service of the system. */
  readonly memory: Query | undefined;
  /** The number of alerts that fire. Undefined if no alert has the service label. */
  readonly alerts: Query | undefined;
}

/** Measures the services of a system, with recorded series where there are any. */
export function measureServices(
  system: SystemFacts,
  services: readonly WatchedService[],
  settings: Settings,
  { hasAlerts }: { readonly hasAlerts: boolean },
): Indicators {
  const { serviceLabel: label } = system;
  const targets = selectTargets(services, label);
  const answering = sumBy(label, targets);
  const firing = selectFiring(system, settings, { [label]: services.map(({ value }) => value) });
  const percentiles = measure(system, services, (http) => (isTimed(http) ? latency(http, 0.95) : undefined));
  return {
    rate: measure(system, services, (http) => requestRate(http)),
    errors: measure(system, services, (http) => errorRatio(http)),
    latency: percentiles.signals.length === 0 ? undefined : percentiles,
    up: answering,
    missing: countMissing(system, services, targets),
    memory: measureMemory(system, services),
    alerts: hasAlerts ? promql`count by (${[label]}) (${firing}) or 0 * ${answering}` : undefined,
  };
}

function measure(
  { serviceLabel: label, definitions }: SystemFacts,
  services: readonly WatchedService[],
  signalOf: (http: Http) => Signal | undefined,
): Indicator {
  const measured = services.flatMap(({ value, http }) => {
    const signal = http && signalOf(http);
    return signal ? [{ value, signal }] : [];
  });
  const queries = measured.map(({ value, signal }) => {
    const recorded = definitions.find((one) => one.kind === "recordingRule" && one.query.signal === signal.id);
    const query = recorded?.kind === "recordingRule" ? recorded.toQuery() : signal.query;
    return signal.by.includes(label) ? query : withLabel(query, label, value);
  });
  // The names of recorded series differ. The maximum of one series drops its name, and of a quantile it stays one.
  const query = promql`max by (${[label]}) (${either(queries)})`;
  return { signals: measured.map(({ signal }) => signal), query };
}

/** `up` of all targets of the services. */
function selectTargets(services: readonly WatchedService[], label: string): Query {
  const [first] = services;
  const labels = first!.definition.service.addedLabels;
  const areAlike = services.every(({ definition: { service } }) => {
    return service.addedLabels === labels && service.owner.ownLabel === label;
  });
  if (areAlike && label in labels) {
    return promql`${up(first!.definition).where({ [label]: services.map(({ value }) => value) })}`;
  }
  return either(
    services.map(({ definition, value }) => {
      const targets = promql`${up(definition)}`;
      return label in definition.service.addedLabels ? targets : withLabel(targets, label, value);
    }),
  );
}

/** A deployment has the name that the service label has. */
function countMissing(system: SystemFacts, services: readonly WatchedService[], targets: Query): Query {
  const { serviceLabel: label } = system;
  const answering = sumBy(label, targets);
  const kubernetes = findKubeStateMetrics(system);
  if (!kubernetes) return promql`count by (${[label]}) (${targets} == 0) or 0 * ${answering}`;
  const deployment = services.map(({ value }) => value);
  const namespace = commonNamespace(services);
  const replicas = kubernetes.deployment.specReplicas.where({ deployment, ...(namespace && { namespace }) });
  const wanted = sumBy(label, copyLabel(promql`${replicas}`, "deployment", label));
  return promql`${wanted} - (${answering} or 0 * ${wanted})`;
}

/**
 * The memory of the fullest container of each service, as a share of its limit. Kubernetes begins the names of pods with that
 * of their deployment.
 */
function measureMemory(system: SystemFacts, services: readonly WatchedService[]): Query | undefined {
  const { serviceLabel: label } = system;
  const containers = findCadvisor(system);
  if (!containers) return undefined;
  const namespace = commonNamespace(services);
  // The longest first: of "cart" and "cart-api", "cart-api-1" belongs to the latter.
  const names = services.map(({ value }) => value).toSorted((one, other) => other.length - one.length);
  const pattern = `(${names.map(escapePattern).join("|")})-.+`;
  const where = { pod: new RegExp(pattern), ...(namespace !== undefined && { namespace }) };
  const used = promql`${memoryOfLimit(containers, { where })}`;
  return promql`max by (${[label]}) (${copyLabel(used, "pod", label, pattern)})`;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

/** The namespace that all services run in, if it is declared. */
function commonNamespace(services: readonly WatchedService[]): string | undefined {
  const [namespace, ...others] = new Set(services.map((service) => service.namespace));
  return others.length === 0 ? namespace : undefined;
}

function sumBy(label: string, summand: Query): Query {
  return promql`sum by (${[label]}) (${summand})`;
}

function either(queries: readonly Query[]): Query {
  const separators = queries.slice(1).map(() => " or ");
  return new Query({ language: "promql", chunks: ["", ...separators, ""], holes: queries });
}

/** Adds a label with a fixed value to a result that lacks it. */
function withLabel(result: Query, label: string, value: string): Query {
  const chunks = ["label_replace(", `, ${JSON.stringify(label)}, ${JSON.stringify(value)}, "", "")`];
  return new Query({ language: "promql", chunks, holes: [result] });
}

/** Gives the part of a label's value that is in parentheses to another label. */
function copyLabel(result: Query, from: string, to: string, pattern = "(.+)"): Query {
  const texts = [to, "$1", from, pattern].map((text) => JSON.stringify(text)).join(", ");
  return new Query({ language: "promql", chunks: ["label_replace(", `, ${texts})`], holes: [result] });
}
