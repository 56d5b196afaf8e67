import type { YamlValue } from "../../../yaml/index.js";

type YamlObject = { readonly [key: string]: YamlValue };

/** The port of Fluent Bit's own metrics, and their path. */
export const fluentBitPort = 2020;

/** The folder in which Fluent Bit notes how far it has read, and keeps the lines that Loki does not take yet. */
export const fluentBitFolder = "/var/lib/fluent-bit";

/** The lines that Fluent Bit reads, and the streams that it makes of them. */
export interface FluentBitFacts {
  /** Patterns of the files. */
  readonly paths: readonly string[];
  /** The tag of their records. Fluent Bit puts the path of the file in place of the asterisk. */
  readonly tag: string;
  /** Filters that make the fields of lines in JSON the fields of the record. */
  readonly parse: readonly YamlObject[];
  /** Parsers that they name. */
  readonly parsers?: readonly YamlObject[];
  /** The labels of the streams: a value, or a path in the record that begins with `$`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Fields of the record that are not part of the line. */
  readonly notInLine: readonly string[];
  /** True if a script leaves out lines or fields. */
  readonly hasScript: boolean;
  /** The host of Loki. */
  readonly loki: string;
}

/** The fields that Docker and CRI put beside each line. The time of the record has the time, to the nanosecond. */
const wrapper = ["time", "stream", "_p"];

/**
 * Writes a configuration of Fluent Bit that sends the lines of containers to Loki. The line is that of the application,
 * without the wrapper of the container runtime: in JSON if it was in JSON, and as it was if not.
 */
export function writeFluentBitConfig(facts: FluentBitFacts): YamlValue {
  const { paths, tag, parse, parsers, labels, notInLine, hasScript, loki } = facts;
  const script = { name: "lua", match: "*", script: "lines.lua", call: "filter_line", enable_flb_null: true };
  return {
    service: {
      ...{ flush: 1, log_level: "info" },
      ...{ http_server: true, http_listen: "0.0.0.0", http_port: fluentBitPort },
      "storage.path": `${fluentBitFolder}/storage`,
    },
    ...(parsers && { parsers }),
    pipeline: {
      inputs: [
        {
          ...{ name: "tail", tag, path: paths.join(","), "multiline.parser": "docker, cri" },
          ...{ refresh_interval: 5, skip_long_lines: true },
          // Without it, a restart would skip what was written meanwhile.
          ...{ db: `${fluentBitFolder}/files.db`, "db.locking": true },
          "storage.type": "filesystem",
        },
      ],
      filters: [{ name: "record_modifier", match: "*", remove_key: wrapper }, ...parse, ...(hasScript ? [script] : [])],
      outputs: [
        {
          ...{ name: "loki", match: "*", host: loki, port: 3100, compress: "gzip" },
          labels: Object.entries(labels)
            .map(([name, value]) => `${name}=${value}`)
            .join(", "),
          ...(notInLine.length > 0 && { remove_keys: notInLine.join(", ") }),
          // A line that is not JSON is the only field that is left, "log".
          ...{ line_format: "json", drop_single_key: "raw" },
          // Waits for Loki as long as there is space.
          ...{ retry_limit: "no_limits", "storage.total_limit_size": "1G" },
        },
      ],
    },
  };
}
