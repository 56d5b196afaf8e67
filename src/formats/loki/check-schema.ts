import type { TextRange } from "../../diagnostics/positions.js";
import { parseDuration } from "../prometheus/duration.js";
import type { LokiDecoder } from "./read-fields.js";
import type { Settings } from "./settings.js";
import { isDay } from "./types.js";

const stores = ["filesystem", "aws", "alibabacloud", "azure", "bos", "cos", "gcs", "s3", "swift"];
const objectStores = ["s3", "gcs", "azure", "swift", "filesystem", "alibabacloud", "bos"];
const day = 24 * 60 * 60 * 1000;

/** Checks the periods of the schema. `today` tells which of them is in force. */
export function checkSchema(decoder: LokiDecoder, settings: Settings, today: string): void {
  const periods = settings.items("schema_config.configs");
  if (periods.length === 0) {
    reportMissingSchema(decoder, settings.range("schema_config"));
    return;
  }
  const named = Object.keys((settings.value("storage_config.named_stores") as object | undefined) ?? {}).flatMap(
    (kind) => Object.keys((settings.value(`storage_config.named_stores.${kind}`) as object | undefined) ?? {}),
  );
  for (const period of periods) checkPeriod(decoder, settings, period, named);
  checkOrder(decoder, periods);
  checkStructuredMetadata(decoder, settings, activePeriod(periods, today));
  checkDirectories(decoder, settings, periods);
}

export function reportMissingSchema(decoder: LokiDecoder, range: TextRange): void {
  const fix = "add schema_config with a period: from, store, object_store, schema and index";
  decoder.report("loki/schema", range, "a period in schema_config.configs is required", { fix });
}

function checkPeriod(decoder: LokiDecoder, settings: Settings, period: Settings, named: readonly string[]): void {
  const index = period.text("index.period");
  const length = index === undefined ? 0 : parseDuration(index);
  if (length === undefined) return;
  if (period.text("store") === "tsdb" && length !== day) {
    const fix = "write index: { prefix: index_, period: 24h }";
    decoder.report("loki/schema", period.range("index.period"), "the index of a tsdb period is 24h long", { fix });
  } else if (length % day !== 0) {
    decoder.report("loki/schema", period.range("index.period"), "the period of an index is a multiple of 24h");
  }
  const prefix = period.text("index.path_prefix") ?? "index/";
  if (prefix !== "" && (prefix.startsWith("/") || !prefix.endsWith("/") || prefix.includes("\\"))) {
    decoder.report(
      "loki/schema",
      period.range("index.path_prefix"),
      "path_prefix ends with / and does not begin with it",
    );
  }
  if (!isSchemaVersion(period)) {
    decoder.report("loki/schema", period.range("schema"), "the schema is one of v9 to v14", {
      fix: "write schema: v13",
    });
  }
  const store = period.text("object_store") ?? "";
  const known = settings.isTrue("storage_config.use_thanos_objstore") ? objectStores : stores;
  if (!known.includes(store) && !named.includes(store)) {
    decoder.report("loki/schema", period.range("object_store"), `there is no object store "${store}"`, {
      fix: `use ${known.join(", ")}, or the name of one in storage_config.named_stores`,
    });
  }
}

function isSchemaVersion(period: Settings): boolean {
  return /^v*(?:9|1[0-4])v*$/.test(period.text("schema") ?? "");
}

function checkOrder(decoder: LokiDecoder, periods: readonly Settings[]): void {
  for (const [position, period] of periods.entries()) {
    const before = periods[position - 1];
    if (before === undefined || start(before) < start(period)) continue;
    decoder.report(
      "loki/schema",
      period.range("from"),
      "periods are in the order of their days, and no day is there twice",
    );
  }
}

/** The first day of a period. Without one, it began in 1970. */
function start(period: Settings): string {
  const from = period.text("from");
  return from !== undefined && isDay(from) ? from : "1970-01-01";
}

/** The period that is in force: the last one that has begun, or the first one. */
function activePeriod(periods: readonly Settings[], today: string): Settings {
  return periods.findLast((period) => start(period) <= today) ?? periods[0]!;
}

function checkStructuredMetadata(decoder: LokiDecoder, settings: Settings, period: Settings): void {
  if (settings.isFalse("limits_config.allow_structured_metadata") || !isSchemaVersion(period)) return;
  const fix = "set limits_config.allow_structured_metadata to false, or add a period with store tsdb and schema v13";
  const version = Number((period.text("schema") ?? "").replaceAll("v", ""));
  if (version < 13) {
    decoder.report("loki/schema", period.range("schema"), `structured metadata needs schema v13, not v${version}`, {
      fix,
    });
  }
  const store = period.text("store") ?? "";
  if (store !== "tsdb") {
    decoder.report("loki/schema", period.range("store"), `structured metadata needs the store tsdb, not "${store}"`, {
      fix,
    });
  }
}

function checkDirectories(decoder: LokiDecoder, settings: Settings, periods: readonly Settings[]): void {
  if (settings.isSet("common.path_prefix") || !periods.some((period) => period.text("store") === "tsdb")) return;
  const paths = ["storage_config.tsdb_shipper.active_index_directory", "storage_config.tsdb_shipper.cache_location"];
  for (const path of [...paths, "compactor.working_directory"]) {
    if (settings.isSet(path) || (path.endsWith("cache_location") && settings.isSet(paths[0]!))) continue;
    decoder.report("loki/schema", settings.range(path), `the store tsdb needs ${path}`, {
      fix: "set common.path_prefix, from which Loki derives all folders",
    });
  }
}
