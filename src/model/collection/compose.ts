import { list, number, type OptionTable, object, record, text, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { ComponentName } from "./components.js";
import { type LogFilter, logFilterOptions } from "./log-filter.js";
import { type TraceFilter, traceFilterOptions } from "./trace-filter.js";

/** A component in a compose file. */
export interface ComposeComponent {
  /**
   * The port of the host, on loopback only, at which it is reachable.
   *
   * @default none: only the other containers reach it
   */
  readonly hostPort?: number;
  /**
   * The memory that it may use: `"512m"`, `"2g"`.
   *
   * @default no limit
   */
  readonly memory?: Varying<string>;
  /** Further arguments of the command. */
  readonly args?: readonly string[];
  /** Further environment variables. No secrets: see `secrets`. */
  readonly environment?: Readonly<Record<string, Varying<string>>>;
  /**
   * Environment variables that hold the path of a file, each with the name of the secret in it.
   *
   * @example
   * secrets: { DATA_SOURCE_PASS_FILE: "postgres-password" }
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Another image, with its tag.
   *
   * @default the release in the table of components
   */
  readonly image?: string;
}

/** The components that run in docker compose. */
export type ComposeComponentName = Exclude<
  ComponentName,
  "elasticsearch" | "jaeger-es-index-cleaner" | "k8s-monitoring" | "kube-state-metrics"
>;

export interface ComposeOptions {
  /**
   * The name of the file.
   *
   * @default "docker-compose.yml", which needs no `-f`
   */
  readonly file?: string;
  /**
   * An existing network that the services are in: the components join it, to reach them.
   *
   * @default none: the components are in a network of their own
   */
  readonly network?: string;
  /** The components to run, by name. */
  readonly components: { readonly [Name in ComposeComponentName]?: ComposeComponent };
  /** The lines that Fluent Bit does not send. */
  readonly logs?: LogFilter;
  /** The traces that the OpenTelemetry collector sends on, or without it, those that Jaeger keeps. */
  readonly traces?: TraceFilter;
}

const componentOptions = {
  hostPort: number,
  memory: varying(text),
  args: list(text),
  environment: record(varying(text)),
  secrets: record(text),
  image: text,
} as const satisfies OptionTable<ComposeComponent>;

const component = object(componentOptions);

const componentsShape = object({
  alertmanager: component,
  alloy: component,
  cadvisor: component,
  "fluent-bit": component,
  grafana: component,
  jaeger: component,
  "kafka-exporter": component,
  loki: component,
  "node-exporter": component,
  "otel-collector": component,
  "postgres-exporter": component,
  prometheus: component,
  "redis-exporter": component,
  tempo: component,
} as const satisfies OptionTable<ComposeOptions["components"]>);

export const composeOptions = {
  file: text,
  network: text,
  components: { required: componentsShape },
  logs: object(logFilterOptions),
  traces: object(traceFilterOptions),
} as const satisfies OptionTable<ComposeOptions>;
