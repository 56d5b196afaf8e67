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
import { type KubernetesComponents, kubernetesComponents } from "./kubernetes-components.js";

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
  /**
   * The name of the Secret with the addresses and the logins of a stack of Grafana Cloud, to which everything is sent.
   *
   * @default none: metrics, logs and traces are stored by components in the cluster
   */
  readonly secret?: string;
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

const logOptions = { drop: record(nonEmptyList(text)) } as const satisfies OptionTable<LogFilter>;

const traceOptions = {
  slowerThan: duration,
  percentage: varying(number),
  without: list(text),
} as const satisfies OptionTable<TraceFilter>;

export const kubernetesOptions = {
  namespace: required(text),
  secret: text,
  service: text,
  components: required(kubernetesComponents),
  logs: object(logOptions),
  traces: object(traceOptions),
} as const satisfies OptionTable<KubernetesOptions>;
