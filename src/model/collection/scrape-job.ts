import { checkArguments } from "../definition/check-arguments.js";
import { type Allowances, allowShape, Definition } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import {
  boolean,
  choice,
  definition,
  duration,
  list,
  nonEmptyList,
  type OptionTable,
  object,
  record,
  required,
  stringOr,
  text,
  varying,
} from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import type { Varying } from "../definition/per-environment.js";
import type { ServiceDefinition, ServiceFacts } from "../system/service.js";

/** The pods of a job whose series do not have all labels that tell them apart. */
export interface ScrapedPods {
  /** @default the `namespace` in the selector or in the labels of the service */
  readonly namespace?: string;
  /**
   * Labels that the pods must have, besides those in the selector of the service. They are not added to the series.
   *
   * @example
   * labels: { "strimzi.io/name": "orders-kafka" }
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Addresses that blackbox_exporter probes. */
export interface Probes {
  /**
   * The addresses to probe: URLs, or hosts with a port, as the module expects.
   *
   * @example
   * addresses: ["https://shop.example.com/health"]
   */
  readonly addresses: Varying<readonly string[]>;
  /**
   * A module of its configuration.
   *
   * @default "http_2xx"
   */
  readonly module?: string;
}

export interface ScrapeJobOptions {
  /**
   * The name of the job, which is the label `job` of its series.
   *
   * @default the `job` in the selector of the service, or else the name of the service
   */
  readonly job?: string;
  /**
   * The addresses to scrape, each with its port.
   *
   * @default the name of the service, at its `port`
   */
  readonly targets?: Varying<readonly string[]>;
  /**
   * The interval at which it is scraped.
   *
   * @default the `scrapeInterval` of the environment
   */
  readonly interval?: Varying<Duration>;
  /**
   * In Kubernetes, where its series are: on the pods of the service, or on the kubelet of each node.
   *
   * @default "pods", unless it has `targets` or is a component of the collection
   */
  readonly from?: "pods" | "kubelet";
  /**
   * In Kubernetes without Grafana Cloud, the pods of a service that its selector does not find.
   *
   * @example
   * pods: { namespace: "kafka", labels: { "strimzi.io/name": "orders-kafka" } }
   */
  readonly pods?: ScrapedPods;
  /**
   * Has the exporter, the only one of the `targets`, probe these addresses. Each is the `instance` of its series.
   *
   * @example
   * scrape(blackbox, { probe: { addresses: ["https://shop.example.com"] } })
   */
  readonly probe?: Probes;
  /**
   * Keeps the labels of the series where those of the target have the same name, as for kube-state-metrics.
   *
   * @default false
   */
  readonly honorLabels?: boolean;
  /** @default "/metrics", or "/probe" for probes */
  readonly path?: string;
  /** @default "http" */
  readonly scheme?: "http" | "https";
  /**
   * Labels to add to its series.
   *
   * @default the other labels in the selector of the service
   */
  readonly labels?: Readonly<Record<string, Varying<string>>>;
  /**
   * Metrics to drop before they are stored: regular expressions that match a whole name.
   *
   * @default none
   * @example
   * drop: ["go_.*", "process_.*"]
   */
  readonly drop?: readonly string[];
  /** Checks that may report this job, each with a reason. */
  readonly allow?: Allowances;
}

const scrapedPods = { namespace: text, labels: record(text) } as const satisfies OptionTable<ScrapedPods>;

const probes = {
  addresses: required(varying(nonEmptyList(text))),
  module: text,
} as const satisfies OptionTable<Probes>;

const scrapeJobOptions = {
  job: text,
  targets: varying(nonEmptyList(text)),
  interval: varying(duration),
  from: choice("pods", "kubelet"),
  pods: object(scrapedPods),
  probe: object(probes),
  honorLabels: boolean,
  path: text,
  scheme: choice("http", "https"),
  labels: record(varying(text)),
  drop: list(text),
  allow: allowShape,
} as const satisfies OptionTable<ScrapeJobOptions>;

/** A scrape job: where the metrics of a service are, and what is added to them. */
export class ScrapeJob extends Definition {
  readonly kind = "scrapeJob";
  /** The service whose metrics it collects; undefined for a program that the catalogue does not have. */
  readonly service: ServiceFacts | undefined;
  /** The name of the service, or of the program. */
  readonly name: string;
  readonly options: ScrapeJobOptions;

  constructor(service: ServiceDefinition | string, options: ScrapeJobOptions, origin: Origin) {
    super(origin);
    this.service = typeof service === "string" ? undefined : service.service;
    this.name = typeof service === "string" ? service : service.service.name;
    this.options = options;
  }
}

/**
 * Scrapes a service. A program that the catalogue does not have is given by its name; nothing is known of its metrics.
 *
 * @example
 * scrape(cart)
 * @example
 * scrape(hosts, { targets: ["host-1:9100", "host-2:9100"], interval: "1m", drop: ["go_.*"] })
 */
export function scrape(service: ServiceDefinition | string, options: ScrapeJobOptions = {}): ScrapeJob {
  const origin = checkArguments("scrape(…)", [
    ["service", service, required(stringOr(definition("service")))],
    ["options", options, object(scrapeJobOptions)],
  ]);
  return new ScrapeJob(service, options, origin);
}
