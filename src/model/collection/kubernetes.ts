import { type OptionTable, object, required, text } from "../definition/option-table.js";
import { type KubernetesComponents, kubernetesComponents } from "./kubernetes-components.js";
import { type LogFilter, logFilterOptions } from "./log-filter.js";
import { type TraceFilter, traceFilterOptions } from "./trace-filter.js";

/** The deployment by Grafana's chart k8s-monitoring. */
export interface HelmOptions {
  /** The name of the cluster, which the chart asks for. */
  readonly cluster: string;
}

export interface KubernetesOptions {
  /** The namespace of the components. */
  readonly namespace: string;
  /**
   * The name of the Secret with the addresses and the logins of a stack of Grafana Cloud, to which everything is sent.
   *
   * @default none: metrics, logs and traces are stored by components in the cluster
   */
  readonly secret?: string;
  /**
   * Writes values of Grafana's chart k8s-monitoring, which runs the components and sends to Grafana Cloud.
   *
   * @default plain manifests
   * @example
   * helm: { cluster: "blue" }
   */
  readonly helm?: HelmOptions;
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

const helmOptions = { cluster: required(text) } as const satisfies OptionTable<HelmOptions>;

export const kubernetesOptions = {
  namespace: required(text),
  secret: text,
  helm: object(helmOptions),
  service: text,
  components: required(kubernetesComponents),
  logs: object(logFilterOptions),
  traces: object(traceFilterOptions),
} as const satisfies OptionTable<KubernetesOptions>;
