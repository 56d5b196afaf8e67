import type { Collection } from "../../model/collection/collection.js";
import type { Duration } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { YamlValue } from "../../yaml/index.js";

/** Returns how long a collection keeps logs. */
export function logRetentionOf({ loki: { retention } = {} }: Collection, environment: string): Duration {
  return (retention && resolve(retention, environment)) ?? "744h";
}

/**
 * Writes the configuration of a Loki in one process, with its chunks on disk. The retention is real: the compactor deletes
 * what is older, which `retention_period` alone does not.
 */
export function writeLokiConfig(retention: Duration): YamlValue {
  return {
    auth_enabled: false,
    server: { http_listen_port: 3100 },
    common: {
      path_prefix: "/loki",
      replication_factor: 1,
      ring: { kvstore: { store: "inmemory" } },
      storage: { filesystem: { chunks_directory: "/loki/chunks", rules_directory: "/loki/rules" } },
    },
    schema_config: {
      configs: [
        {
          from: "2024-04-01",
          store: "tsdb",
          object_store: "filesystem",
          schema: "v13",
          index: { prefix: "index_", period: "24h" },
        },
      ],
    },
    compactor: {
      working_directory: "/loki/compactor",
      retention_enabled: true,
      delete_request_store: "filesystem",
    },
    limits_config: {
      retention_period: retention,
      // A line that is older than the retention would be deleted at once.
      reject_old_samples: true,
      reject_old_samples_max_age: retention,
      allow_structured_metadata: true,
    },
    analytics: { reporting_enabled: false },
  };
}
