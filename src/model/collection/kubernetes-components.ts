import { list, number, type OptionTable, object, record, text, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** CPU and memory, in Kubernetes' quantities. */
export interface Resources {
  readonly cpu?: Varying<string>;
  readonly memory?: Varying<string>;
}

/** A component in a cluster. */
export interface KubernetesComponent {
  /**
   * Resource requests of each pod.
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
   * @default `app` and `app.kubernetes.io/name`, with the name of the component
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further arguments of the command. */
  readonly args?: readonly string[];
  /**
   * Another image, with its tag.
   *
   * @default the release in the table of components
   */
  readonly image?: string;
  /**
   * The name of the file of its objects.
   *
   * @default the name of the component: `prometheus.yaml`
   */
  readonly file?: string;
}

/** A component with several pods. */
export interface ReplicatedComponent extends KubernetesComponent {
  /** @default 2 */
  readonly replicas?: Varying<number>;
}

/** A component that keeps data on a volume of each of its pods. */
export interface StoringComponent extends KubernetesComponent {
  /** @default 1 */
  readonly replicas?: Varying<number>;
  /**
   * The size of the volume.
   *
   * @default "10Gi"
   * @example
   * storage: "50Gi"
   */
  readonly storage?: Varying<string>;
  /**
   * The class of the volume.
   *
   * @default that of the cluster
   */
  readonly storageClass?: Varying<string>;
}

/** A component that asks a server, and exposes its answers. */
export interface ExporterComponent extends KubernetesComponent {
  /** Environment variables. No secrets: see `secrets`. */
  readonly environment?: Readonly<Record<string, Varying<string>>>;
  /**
   * Environment variables that hold the path of a file, each with its key in the Secret `COMPONENT-secrets`.
   *
   * @example
   * secrets: { DATA_SOURCE_PASS_FILE: "password" }
   */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A component that keeps data on a volume, and of which there is only one. */
export type SingleComponent = Omit<StoringComponent, "replicas">;

/** The components of a collection in Kubernetes. */
export interface KubernetesComponents {
  /** One pod per node: scrapes the pods and the kubelet of its node, reads their logs, and receives their traces. */
  readonly alloy?: KubernetesComponent;
  /** One pod: scrapes what the cluster has once. */
  readonly "alloy-singleton"?: KubernetesComponent;
  /** Decides which traces to keep. All spans of a trace reach the same pod. */
  readonly "alloy-sampler"?: ReplicatedComponent;
  /** Exposes the specification and status of objects. */
  readonly "kube-state-metrics"?: KubernetesComponent;
  /** Scrapes, stores and evaluates, in a collection that keeps everything in the cluster. */
  readonly prometheus?: StoringComponent;
  /** Routes alerts and sends notifications. Two of them by default, which tell each other what they have sent. */
  readonly alertmanager?: StoringComponent;
  /** Shows the dashboards of the system. */
  readonly grafana?: StoringComponent;
  /** One pod per node: exposes what its hardware and its kernel do. */
  readonly "node-exporter"?: KubernetesComponent;
  readonly "postgres-exporter"?: ExporterComponent;
  readonly "redis-exporter"?: ExporterComponent;
  /** Stores logs. It keeps them on its volume, which a second pod would not see. */
  readonly loki?: SingleComponent;
  /** One pod per node: reads the files of its node with the logs of pods, as root. */
  readonly "fluent-bit"?: KubernetesComponent;
  /** Receives, stores and shows traces. Two of them by default with Elasticsearch, and one without. */
  readonly jaeger?: StoringComponent;
  /** Stores the traces of Jaeger on one node. */
  readonly elasticsearch?: SingleComponent;
  /** Stores traces on its volume. Grafana shows them. */
  readonly tempo?: SingleComponent;
  /**
   * Receives traces, and sends them on to Jaeger and Tempo. Two of them by default; one where it samples, because a decision
   * needs all spans of a trace.
   */
  readonly "otel-collector"?: ReplicatedComponent;
}

export type KubernetesComponentName = keyof KubernetesComponents;

const resources = object({ cpu: varying(text), memory: varying(text) } as const satisfies OptionTable<Resources>);

const componentOptions = {
  requests: resources,
  limits: resources,
  labels: record(text),
  args: list(text),
  image: text,
  file: text,
} as const satisfies OptionTable<KubernetesComponent>;

const replicatedOptions = {
  ...componentOptions,
  replicas: varying(number),
} as const satisfies OptionTable<ReplicatedComponent>;

const storingOptions = {
  ...replicatedOptions,
  storage: varying(text),
  storageClass: varying(text),
} as const satisfies OptionTable<StoringComponent>;

const exporterOptions = {
  ...componentOptions,
  environment: record(varying(text)),
  secrets: record(text),
} as const satisfies OptionTable<ExporterComponent>;

const { replicas: _, ...singleOptions } = storingOptions;

const component = object(componentOptions);
const exporter = object(exporterOptions);
const storing = object(storingOptions);
const single = object(singleOptions satisfies OptionTable<SingleComponent>);

export const kubernetesComponents = object({
  alloy: component,
  "alloy-singleton": component,
  "alloy-sampler": object(replicatedOptions),
  "kube-state-metrics": component,
  prometheus: storing,
  alertmanager: storing,
  grafana: storing,
  "node-exporter": component,
  "postgres-exporter": exporter,
  "redis-exporter": exporter,
  loki: single,
  "fluent-bit": component,
  jaeger: storing,
  elasticsearch: single,
  tempo: single,
  "otel-collector": object(replicatedOptions),
} as const satisfies OptionTable<KubernetesComponents>);
