import { type Allowances, allowShape, type Definition, define } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import {
  definition,
  duration,
  list,
  nonEmptyList,
  type OptionTable,
  object,
  required,
  text,
  varying,
} from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { Varying } from "../definition/per-environment.js";
import { imageOf, releaseOf } from "./components.js";
import { type ComposeOptions, composeOptions } from "./compose.js";
import { type JaegerOptions, jaegerOptions } from "./jaeger.js";
import { type KubernetesOptions, kubernetesOptions } from "./kubernetes.js";
import { type OperatorOptions, operatorOptions } from "./operator.js";
import { type RemoteWrite, remoteWriteOptions } from "./remote-write.js";
import type { ScrapeJob } from "./scrape-job.js";
import { type TempoOptions, tempoOptions } from "./tempo.js";

/** The Prometheus of a collection. It keeps series for the `retention` of the environment. */
export interface PrometheusOptions {
  /**
   * Most space on disk that it uses, however long series should be kept: `"10GB"`.
   *
   * @default no limit
   */
  readonly storage?: Varying<string>;
  /**
   * The user who may read it, by basic authentication. The password, and the file with its hash, are secrets.
   *
   * @default anyone who reaches it
   */
  readonly user?: string;
  /**
   * The addresses of the Alertmanagers that it sends alerts to, each with its port. Replicas get each alert, all of them.
   *
   * @default those of the collection
   * @example
   * alertmanagers: ["alertmanager-0.alertmanager.monitoring.svc:9093"]
   */
  readonly alertmanagers?: Varying<readonly string[]>;
  /**
   * Runs it in agent mode: it sends all samples to this server, and neither keeps series nor evaluates rules.
   *
   * @default it is a server
   * @example
   * agent: { url: "https://mimir.example.com/api/v1/push", user: "depot" }
   */
  readonly agent?: RemoteWrite;
}

/** The Loki of a collection. */
export interface LokiOptions {
  /**
   * Time that it keeps logs, a day at least.
   *
   * @default "744h", a month
   */
  readonly retention?: Varying<Duration>;
}

export interface CollectionOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /** The scrape jobs, in the order of the configuration. */
  readonly jobs: readonly ScrapeJob[];
  readonly prometheus?: PrometheusOptions;
  readonly loki?: LokiOptions;
  readonly jaeger?: JaegerOptions;
  readonly tempo?: TempoOptions;
  /** Runs the components with docker compose. A collection runs in compose or in Kubernetes. */
  readonly compose?: ComposeOptions;
  /** Runs the components in Kubernetes. With the `secret` of Grafana Cloud, everything is sent there. */
  readonly kubernetes?: KubernetesOptions;
  /** Writes objects for the Prometheus operator that runs in the cluster already. */
  readonly operator?: OperatorOptions;
  /** Checks that may report this collection, each with a reason. */
  readonly allow?: Allowances;
}

const prometheusOptions = {
  storage: varying(text),
  user: text,
  alertmanagers: varying(list(text)),
  agent: object(remoteWriteOptions),
} as const satisfies OptionTable<PrometheusOptions>;

const lokiOptions = { retention: varying(duration) } as const satisfies OptionTable<LokiOptions>;

const collectionOptions = {
  ...environmentFilterOptions,
  jobs: required(nonEmptyList(definition("scrapeJob"))),
  prometheus: object(prometheusOptions),
  loki: object(lokiOptions),
  jaeger: object(jaegerOptions),
  tempo: object(tempoOptions),
  compose: object(composeOptions),
  kubernetes: object(kubernetesOptions),
  operator: object(operatorOptions),
  allow: allowShape,
} as const satisfies OptionTable<CollectionOptions>;

/** What collects the telemetry of a system, in one way to run it. */
export interface Collection extends Definition, CollectionOptions {
  readonly kind: "collection";
  readonly system: string;
  /** The name of its folder in the output. */
  readonly name: string;
}

/** A component that a collection runs. */
export interface RunComponent {
  readonly name: string;
  readonly image: string;
  /** The path of its options. */
  readonly path: readonly string[];
}

/** Returns the components that a collection runs, in the order of their definition. */
export function componentsOf({ compose, kubernetes }: Collection): readonly RunComponent[] {
  const [form, components] = compose
    ? (["compose", compose.components] as const)
    : (["kubernetes", kubernetes?.components ?? {}] as const);
  return Object.entries(components).flatMap(
    ([name, own]: readonly [string, { readonly image?: string } | undefined]) => {
      const release = releaseOf(name);
      const image = own?.image ?? (release && imageOf(release));
      return own === undefined || image === undefined ? [] : [{ name, image, path: [form, "components", name] }];
    },
  );
}

export function defineCollection(system: string, name: string, given: CollectionOptions): Collection {
  return define({ ...given, kind: "collection" as const, system, name }, originOfCall(given, collectionOptions));
}
