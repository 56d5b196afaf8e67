import { parse, ruleDialect } from "../../logql/index.js";
import { parseDuration } from "../prometheus/duration.js";
import type { lokiFindings } from "./findings.js";
import type { LokiDecoder } from "./read-fields.js";
import type { Settings } from "./settings.js";

type LokiFindingId = keyof typeof lokiFindings;

const day = 24 * 60 * 60 * 1000;
const encodings = ["none", "gzip", "lz4-64k", "snappy", "lz4-256k", "lz4-1M", "lz4", "flate", "zstd"];
const storageClasses = [
  ...["GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "INTELLIGENT_TIERING", "ONEZONE_IA", "OUTPOSTS", "REDUCED_REDUNDANCY"],
  ...["STANDARD", "STANDARD_IA"],
];
const backends = ["azure", "filesystem", "gcs", "s3", "bos", "swift", "alibabacloud", "cos"];

/** Values of which each is one of a few, by path. An empty one counts as absent where `""` is listed. */
const choices: Readonly<Record<string, readonly string[]>> = {
  "ingester.chunk_encoding": encodings,
  "limits_config.bloom_block_encoding": encodings,
  "limits_config.deletion_mode": ["disabled", "filter-only", "filter-and-delete"],
  "limits_config.tsdb_sharding_strategy": ["power_of_two", "bounded"],
  "common.storage.s3.storage_class": storageClasses,
  "storage_config.aws.storage_class": storageClasses,
  "ruler.storage.s3.storage_class": storageClasses,
  "common.storage.s3.signature_version": ["v4"],
  "storage_config.aws.signature_version": ["v4"],
  "query_range.results_cache.compression": ["snappy", ""],
  "ruler.evaluation.mode": ["local", "remote"],
};

/** Reports what Loki refuses although each field is of the right type. */
export function checkValues(decoder: LokiDecoder, settings: Settings): void {
  const report = (path: string, summary: string, fix?: string, id: LokiFindingId = "loki/invalid-value") => {
    decoder.report(id, settings.range(path), summary, fix === undefined ? {} : { fix });
  };
  for (const [path, values] of Object.entries(choices)) {
    const text = settings.text(path);
    if (text === undefined || values.includes(text)) continue;
    report(path, `${path} is "${text}"`, `use ${values.filter((value) => value !== "").join(", ")}`);
  }
  checkStorage(settings, report);
  checkRetention(decoder, settings, report);
  checkRings(settings, report);
  checkComponents(settings, report);
}

type Report = (path: string, summary: string, fix?: string, id?: LokiFindingId) => void;

function checkStorage(settings: Settings, report: Report): void {
  const used = backends.filter((backend) => hasContent(settings.value(`common.storage.${backend}`)));
  if (used.length < 2) return;
  const summary = `common.storage has more than one backend: ${used.join(", ")}`;
  report(`common.storage.${used[1]}`, summary, "keep one of them, and write the others to storage_config");
}

function hasContent(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.values(value).some((one) => one !== null && one !== "");
}

function checkRetention(decoder: LokiDecoder, settings: Settings, report: Report): void {
  if (settings.isTrue("compactor.retention_enabled") && !settings.isSet("compactor.delete_request_store")) {
    const fix = "add compactor.delete_request_store with the name of the object store";
    report("compactor.retention_enabled", "retention needs compactor.delete_request_store", fix, "loki/retention");
  }
  const period = settings.text("limits_config.retention_period") ?? "0";
  if (parseDuration(period) !== 0 && !settings.isTrue("compactor.retention_enabled")) {
    const fix = "set compactor.retention_enabled to true, and compactor.delete_request_store";
    report(
      "limits_config.retention_period",
      "nothing deletes what is older than retention_period",
      fix,
      "loki/no-retention",
    );
  }
  for (const stream of settings.items("limits_config.retention_stream")) {
    const selector = stream.text("selector") ?? "";
    if (!isSelector(selector)) {
      decoder.report("loki/retention", stream.range("selector"), `"${selector}" does not select streams`);
    }
    const period = parseDuration(stream.text("period") ?? "0");
    if (period === undefined || period >= day) continue;
    decoder.report("loki/retention", stream.range("period"), "the retention of a stream is 24h at least");
  }
}

/** True for matchers in braces, of which at least one does not match the empty string. */
function isSelector(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith("{") && trimmed.endsWith("}") && parse(text, ruleDialect).errors.length === 0;
}

/** Rings of which the number of tokens and replicas is fixed. */
function checkRings(settings: Settings, report: Report): void {
  const fixed: readonly (readonly [path: string, value: string])[] = [
    ["compactor.compactor_ring.num_tokens", "1"],
    ["compactor.compactor_ring.replication_factor", "1"],
    ["query_scheduler.scheduler_ring.num_tokens", "1"],
    ["query_scheduler.scheduler_ring.replication_factor", "2"],
    ["index_gateway.ring.num_tokens", "128"],
    ["pattern_ingester.lifecycler.ring.replication_factor", "1"],
  ];
  for (const [path, value] of fixed) {
    const text = settings.text(path);
    if (text !== undefined && text !== value) report(path, `${path} cannot be changed`, "remove it");
  }
}

function checkComponents(settings: Settings, report: Report): void {
  if (settings.isTrue("ruler.remote_write.enabled") && !hasContent(settings.value("ruler.remote_write.clients"))) {
    report(
      "ruler.remote_write",
      "remote_write of the ruler is enabled, but has no clients",
      "add clients, each with a url",
    );
  }
  if (settings.isTrue("bloom_build.enabled") && !settings.isSet("bloom_build.builder.planner_address")) {
    report("bloom_build", "bloom_build needs builder.planner_address");
  }
  if (settings.isTrue("querier.query_store_only") && settings.isTrue("querier.query_ingester_only")) {
    report("querier.query_ingester_only", "query_store_only and query_ingester_only exclude each other");
  }
  if (settings.isSet("frontend_worker.frontend_address") && settings.isSet("frontend_worker.scheduler_address")) {
    report("frontend_worker.scheduler_address", "frontend_address and scheduler_address exclude each other");
  }
  if (settings.isFalse("distributor.ingester_writes_enabled") && !settings.isTrue("distributor.kafka_writes_enabled")) {
    report("distributor.ingester_writes_enabled", "the distributor must write to ingesters or to Kafka");
  }
  const shards = Number(settings.text("ingester.index_shards") ?? "32");
  if (!Number.isInteger(Math.log2(shards))) report("ingester.index_shards", "index_shards must be a power of two");
  const parallelism = settings.text("compactor.max_compaction_parallelism");
  if (parallelism !== undefined && Number(parallelism) < 1) {
    report("compactor.max_compaction_parallelism", "max_compaction_parallelism must be 1 or more");
  }
  if (settings.isFalse("auth_enabled") && settings.text("no_auth_tenant")?.trim() === "") {
    report("no_auth_tenant", "no_auth_tenant must not be empty where auth_enabled is false");
  }
}
