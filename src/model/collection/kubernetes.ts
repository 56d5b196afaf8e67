import type { Duration } from "../definition/duration.js";
import {
  duration,
  list,
  nonEmptyList,
  number,
  type OptionTable,
  object,
  record,
  required,
  text,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** CPU and memory, in Kubernetes' quantities. */
export interface Resources {
  readonly cpu?: Varying<string>;
  readonly memory?: Varying<string>;
}

/** A component in a cluster. */
export interface KubernetesComponent {
  /**
   * What each of its pods is guaranteed.
   *
   * @default the scheduler's, which is nothing
   * @example
   * requests: { cpu: "100m", memory: "128Mi" }
   */
  readonly requests?: Resources;
  /**
   * The most that each of its pods uses.
   *
   * @default no limit
   */
  readonly limits?: Resources;
  /**
   * Labels of its pods, by which services select them.
   *
   * @default `app`, with the name of the component
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Another image, with its tag.
   *
   * @default the release in the table of components
   */
  readonly image?: string;
}

/** A component with several pods. */
export interface ReplicatedComponent extends KubernetesComponent {
  /** @default 2 */
  readonly replicas?: Varying<number>;
}

/** The components of a collection that sends everything to Grafana Cloud. */
export interface KubernetesComponents {
  /** One pod per node: scrapes the pods and the kubelet of its node, reads their logs, and receives their traces. */
  readonly alloy?: KubernetesComponent;
  /** One pod: scrapes what the cluster has once. */
  readonly "alloy-singleton"?: KubernetesComponent;
  /** Decides which traces to keep. All spans of a trace reach the same pod. */
  readonly "alloy-sampler"?: ReplicatedComponent;
  /** Exposes the specification and status of objects. */
  readonly "kube-state-metrics"?: KubernetesComponent;
}

export type KubernetesComponentName = keyof KubernetesComponents;

/** Logs that are not worth their price. */
export interface LogFilter {
  /**
   * Values of fields of the lines that are not sent.
   *
   * @example
   * drop: { level: ["DEBUG"] }
   */
  readonly drop?: Readonly<Record<string, readonly string[]>>;
}

/** The traces to keep, besides those with an error. */
export interface TraceFilter {
  /**
   * Keeps those that took longer.
   *
   * @default not kept for their duration
   */
  readonly slowerThan?: Duration;
  /**
   * Percentage of the others to keep.
   *
   * @default 100
   */
  readonly percentage?: Varying<number>;
  /**
   * Paths whose traces are never kept, such as those of probes.
   *
   * @default none
   */
  readonly without?: readonly string[];
}

export interface KubernetesOptions {
  /** The namespace of the components. */
  readonly namespace: string;
  /** The name of the Secret with the addresses and the logins of a stack of Grafana Cloud. */
  readonly secret: string;
  /**
   * The name of the Service to which applications send their traces.
   *
   * @default "alloy"
   */
  readonly service?: string;
  /** The components to run, by name. */
  readonly components: KubernetesComponents;
  readonly logs?: LogFilter;
  readonly traces?: TraceFilter;
}

const resources = object({ cpu: varying(text), memory: varying(text) } as const satisfies OptionTable<Resources>);

const componentOptions = {
  requests: resources,
  limits: resources,
  labels: record(text),
  image: text,
} as const satisfies OptionTable<KubernetesComponent>;

const replicatedOptions = {
  ...componentOptions,
  replicas: varying(number),
} as const satisfies OptionTable<ReplicatedComponent>;

const component = object(componentOptions);

const componentsShape = object({
  alloy: component,
  "alloy-singleton": component,
  "alloy-sampler": object(replicatedOptions),
  "kube-state-metrics": component,
} as const satisfies OptionTable<KubernetesComponents>);

const logOptions = { drop: record(nonEmptyList(text)) } as const satisfies OptionTable<LogFilter>;

const traceOptions = {
  slowerThan: duration,
  percentage: varying(number),
  without: list(text),
} as const satisfies OptionTable<TraceFilter>;

export const kubernetesOptions = {
  namespace: required(text),
  secret: required(text),
  service: text,
  components: required(componentsShape),
  logs: object(logOptions),
  traces: object(traceOptions),
} as const satisfies OptionTable<KubernetesOptions>;
