import type { JaegerOptions } from "../../../model/collection/jaeger.js";
import { pathAttributes, type TraceFilter } from "../../../model/collection/trace-filter.js";
import { durationMs } from "../../../model/definition/duration.js";
import { resolve } from "../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../yaml/index.js";
import { goDuration } from "../go-duration.js";
import { otlpPorts } from "./otlp-ports.js";
import { defaultTraceRetention } from "./trace-retention.js";

/** The ports of Jaeger: its pages, traces over gRPC and HTTP, its own metrics, and its health. */
export const jaegerPorts = { http: 16686, ...otlpPorts, metrics: 8888, health: 13133 } as const;

/** The Elasticsearch that keeps traces, and the file with the password of its user `elastic`. */
export interface ElasticsearchAccess {
  readonly url: string;
  readonly passwordFile: string;
}

export interface JaegerFacts {
  readonly options: JaegerOptions;
  readonly traces: TraceFilter | undefined;
  readonly environment: string;
  /** The folder of Badger's database. */
  readonly folder: string;
  readonly elasticsearch?: ElasticsearchAccess | undefined;
}

type YamlObject = { readonly [key: string]: YamlValue };

/** Without the setting, counters do not end in `_total`. */
const metricsExporter = { host: "0.0.0.0", port: jaegerPorts.metrics, without_type_suffix: false } as const;

/** Writes the configuration of Jaeger 2: an OpenTelemetry collector that stores traces, and shows them. */
export function writeJaegerConfig(facts: JaegerFacts): YamlValue {
  const sampling = facts.traces && writeSampling(facts.traces, facts.environment);
  return {
    service: {
      extensions: ["healthcheckv2", "jaeger_storage", "jaeger_query"],
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", ...(sampling ? ["tail_sampling"] : []), "batch"],
          exporters: ["jaeger_storage_exporter"],
        },
      },
      telemetry: {
        resource: { "service.name": "jaeger" },
        metrics: {
          level: "detailed",
          readers: [{ pull: { exporter: { prometheus: metricsExporter } } }],
        },
        logs: { level: "info" },
      },
    },
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: listen(jaegerPorts.health) } },
      jaeger_storage: { backends: { traces: writeBackend(facts) } },
      jaeger_query: { storage: { traces: "traces" }, http: { endpoint: listen(jaegerPorts.http) } },
    },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: listen(jaegerPorts["otlp-grpc"]) },
          http: { endpoint: listen(jaegerPorts["otlp-http"]) },
        },
      },
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_percentage: 75, spike_limit_percentage: 20 },
      ...(sampling && { tail_sampling: sampling }),
      batch: {},
    },
    exporters: { jaeger_storage_exporter: { trace_storage: "traces" } },
  };
}

function listen(port: number): string {
  return `0.0.0.0:${port}`;
}

function writeBackend({ options, environment, folder, elasticsearch }: JaegerFacts): YamlObject {
  if (elasticsearch) return { elasticsearch: writeElasticsearch(elasticsearch) };
  if (options.storage === "memory") {
    return { memory: { max_traces: (options.maxTraces && resolve(options.maxTraces, environment)) ?? 10_000 } };
  }
  const retention = (options.retention && resolve(options.retention, environment)) ?? defaultTraceRetention;
  return {
    badger: {
      ephemeral: false,
      directories: { keys: `${folder}/keys`, values: `${folder}/values` },
      ttl: { spans: goDuration(retention) },
    },
  };
}

/** One node keeps one copy of each index, of one day each: a replica would have no node, and a day is deleted as a whole. */
function writeElasticsearch({ url, passwordFile }: ElasticsearchAccess): YamlObject {
  const index = {
    shards: 1,
    replicas: 0,
    rotation: { periodic: { date_layout: "2006-01-02", rollover_frequency: "day" } },
  };
  return {
    server_urls: [url],
    auth: { basic: { username: "elastic", password_file: passwordFile } },
    indices: { spans: index, services: index, dependencies: index, sampling: index },
  };
}

/** Decides when a trace is ten seconds old: only then is it known whether it failed. */
function writeSampling({ slowerThan, percentage, without = [] }: TraceFilter, environment: string): YamlObject {
  const dropped = (without.length === 0 ? [] : pathAttributes).map((key) => ({
    name: `without ${key}`,
    type: "drop",
    drop: {
      drop_sub_policy: [{ name: key, type: "string_attribute", string_attribute: { key, values: without } }],
    },
  }));
  return {
    decision_wait: "10s",
    policies: [
      ...dropped,
      { name: "failed", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      ...(slowerThan === undefined
        ? []
        : [{ name: "slow", type: "latency", latency: { threshold_ms: durationMs(slowerThan) ?? 0 } }]),
      {
        name: "others",
        type: "probabilistic",
        probabilistic: { sampling_percentage: percentage === undefined ? 100 : resolve(percentage, environment) },
      },
    ],
  };
}
