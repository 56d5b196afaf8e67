import type { BlockValues } from "./block-values.js";
import {
  atLeast,
  atLeastOne,
  atMostOne,
  boolAt,
  bytesAt,
  eachOf,
  isSet,
  notEmpty,
  numberAt,
  oneOf,
  positive,
  type Rule,
  textAt,
  textsAt,
  when,
} from "./conditions.js";

const detectors = [
  ...["env", "akamai", "alibaba_ecs", "ec2", "ecs", "eks", "elasticbeanstalk", "lambda", "aks", "azure", "consul"],
  ...["digitalocean", "docker", "dynatrace", "gcp", "heroku", "hetzner", "kubernetes_node", "kubeadm", "openshift"],
  ...["nova", "oraclecloud", "scaleway", "system", "tencent_cvm", "upcloud", "vultr"],
];

const builtinDimensions = ["service.name", "span.name", "span.kind", "status.code"];

function inner(block: BlockValues, name: string): readonly BlockValues[] {
  return block.blocks.filter((one) => one.name === name);
}

const uniqueDimensions: Rule = (block) => {
  const seen = new Set(builtinDimensions);
  for (const dimension of inner(block, "dimension")) {
    const name = textAt(dimension, "name");
    if (name === undefined) continue;
    if (seen.has(name)) return { summary: `the dimension "${name}" is there twice`, at: dimension.head };
    seen.add(name);
  }
  return undefined;
};

const batchSizes: Rule = (block) => {
  const most = block.attributes.has("send_batch_max_size") ? numberAt(block, "send_batch_max_size") : 3000;
  const size = block.attributes.has("send_batch_size") ? numberAt(block, "send_batch_size") : 2000;
  if (most === undefined || size === undefined || most === 0 || most >= size) return undefined;
  return { summary: `"send_batch_max_size" (${most}) is smaller than "send_batch_size" (${size})` };
};

const memoryLimit: Rule = (block) => {
  const limit = block.attributes.has("limit") ? bytesAt(block, "limit") : 0;
  const share = block.attributes.has("limit_percentage") ? numberAt(block, "limit_percentage") : 0;
  if (limit === undefined || share === undefined) return undefined;
  if (limit > 0 && share > 0) return { summary: '"limit" and "limit_percentage" exclude each other' };
  if (limit > 0) {
    const isTooMuch = (bytesAt(block, "spike_limit") ?? 0) >= limit;
    return isTooMuch ? { summary: '"spike_limit" must be smaller than "limit"' } : undefined;
  }
  if (share <= 0) return { summary: '"limit" or "limit_percentage" must be above 0' };
  const spike = block.attributes.has("spike_limit_percentage") ? numberAt(block, "spike_limit_percentage") : 0;
  if (share <= 100 && (spike === undefined || (spike > 0 && spike <= 100))) return undefined;
  return { summary: '"limit_percentage" and "spike_limit_percentage" must be above 0, and 100 at most' };
};

const otlphttpEndpoint: Rule = (block) => {
  const hasOwn = ["traces_endpoint", "metrics_endpoint", "logs_endpoint"].some((name) => isSet(block, name));
  const client = block.blocks.find(({ name }) => name === "client");
  if (hasOwn || client === undefined || isSet(client, "endpoint")) return undefined;
  return { summary: "at least one endpoint is required", at: client.head };
};

const queue: readonly Rule[] = [
  (block) => {
    if (boolAt(block, "enabled", true) !== true) return undefined;
    const size = numberAt(block, "queue_size");
    if (size !== undefined && size <= 0) return { summary: '"queue_size" must be greater than 0' };
    return oneOf("sizer", ["bytes", "items", "requests"])(block);
  },
];

const batch: readonly Rule[] = [
  oneOf("sizer", ["items", "bytes"]),
  positive("flush_timeout"),
  atLeast(["min_size", "max_size"], (value) => value >= 0, "0 or more"),
  (block) => {
    const [most, least] = [numberAt(block, "max_size"), numberAt(block, "min_size")];
    if (most === undefined || least === undefined || most === 0 || most >= least) return undefined;
    return { summary: '"max_size" must not be smaller than "min_size"' };
  },
];

const retry: readonly Rule[] = [
  atLeast(["multiplier"], (value) => value > 1, "greater than 1"),
  atLeast(["randomization_factor"], (value) => value >= 0, "0 or more"),
];

const attributeAction: Rule = (block) => {
  const action = textAt(block, "action")?.toLowerCase();
  if (action === undefined || isSet(block, "key")) return undefined;
  const takesPattern = action === "delete" || action === "hash";
  if (takesPattern && isSet(block, "pattern")) return undefined;
  return { summary: `the action ${action} needs a "key"${takesPattern ? ' or a "pattern"' : ""}` };
};

/** Rules of the components of the OpenTelemetry Collector. */
export const otelcolRules: Readonly<Record<string, readonly Rule[]>> = {
  sending_queue: queue,
  exporter_queue: queue,
  batch,
  retry_on_failure: retry,
  "otelcol.auth.basic": [
    (block) => {
      const hasPair = isSet(block, "username") || isSet(block, "password");
      if (hasPair || isSet(block, "htpasswd") || isSet(block, "client_auth")) return undefined;
      return { summary: "credentials are required", fix: "add a block client_auth or htpasswd" };
    },
    when(
      (block) => isSet(block, "username") && !isSet(block, "password"),
      "username",
      '"username" needs "password" as well',
    ),
  ],
  "otelcol.auth.headers > header": [
    notEmpty("key"),
    atLeastOne("value", "from_context", "from_attribute"),
    atMostOne("value", "from_context", "from_attribute"),
  ],
  "otelcol.connector.servicegraph": [positive("cache_loop", "store_expiration_loop")],
  "otelcol.connector.servicegraph > store": [positive("max_items", "ttl")],
  "otelcol.connector.spanmetrics": [
    positive("metrics_flush_interval"),
    oneOf("aggregation_temporality", ["CUMULATIVE", "DELTA"]),
    uniqueDimensions,
  ],
  "otelcol.connector.spanmetrics > histogram": [
    oneOf("unit", ["ms", "s"]),
    atMostOne("exponential", "explicit"),
    atLeastOne("exponential", "explicit"),
  ],
  "otelcol.connector.spanmetrics > histogram > exponential": [positive("max_size")],
  "otelcol.connector.spanmetrics > events": [
    (block) => {
      const isEmpty = boolAt(block, "enabled", false) === true && inner(block, "dimension").length === 0;
      return isEmpty ? { summary: 'events need at least one "dimension"' } : undefined;
    },
  ],
  "otelcol.exporter.otlphttp": [otlphttpEndpoint],
  "otelcol.exporter.prometheus": [atLeast(["gc_frequency"], (value) => value !== 0, "other than 0")],
  "otelcol.exporter.loadbalancing > resolver > aws_cloud_map": [
    oneOf("health_status", ["HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL"]),
  ],
  "otelcol.processor.attributes > action": [attributeAction],
  "otelcol.processor.batch": [batchSizes],
  "otelcol.processor.discovery": [
    oneOf("operation_type", ["insert", "update", "upsert"]),
    eachOf("pod_associations", ["ip", "net.host.ip", "k8s.pod.ip", "hostname", "connection"]),
  ],
  "otelcol.processor.memory_limiter": [positive("check_interval"), memoryLimit],
  "otelcol.processor.probabilistic_sampler": [
    atLeast(["sampling_percentage"], (value) => value >= 0, "0 or more"),
    oneOf("attribute_source", ["traceID", "record", ""]),
    atLeast(["sampling_precision"], (value) => value >= 1 && value <= 14, "between 1 and 14"),
  ],
  "otelcol.processor.resourcedetection": [
    when((block) => textsAt(block, "detectors")?.length === 0, "detectors", '"detectors" must not be empty'),
    eachOf("detectors", detectors),
  ],
  "otelcol.processor.span > status": [
    when(
      (block) => textAt(block, "code") !== "Error" && isSet(block, "description"),
      "description",
      '"description" has its place with the code Error',
    ),
  ],
  "otelcol.processor.tail_sampling": [positive("decision_wait", "num_traces")],
  "otelcol.receiver.filelog": [
    positive("max_concurrent_files"),
    atLeast(["max_batches", "poll_interval", "fingerprint_size", "max_log_size"], (value) => value >= 0, "0 or more"),
    oneOf("compression", ["", "gzip", "auto"]),
    when(
      (block) => isSet(block, "delete_after_read") && (textAt(block, "start_at") ?? "end") === "end",
      "delete_after_read",
      '"delete_after_read" needs "start_at" beginning',
    ),
  ],
  "otelcol.receiver.filelog > ordering_criteria > sort_by": [
    oneOf("sort_type", ["timestamp", "numeric", "lexicographic", "mtime"]),
  ],
  multiline: [
    atLeastOne("line_start_pattern", "line_end_pattern"),
    atMostOne("line_start_pattern", "line_end_pattern"),
  ],
  "otelcol.receiver.jaeger > protocols": [atLeastOne("grpc", "thrift_http", "thrift_binary", "thrift_compact")],
  "otelcol.receiver.otlp > http": [notEmpty("traces_url_path", "logs_url_path", "metrics_url_path")],
};
