import { escapeRegex } from "../../../model/expression/matchers.js";
import type { FluentBitFacts } from "../fluent-bit/config.js";
import type { ComposeStreams } from "./streams.js";

/**
 * Returns how Fluent Bit reads the files of Docker. They do not name the container: the service of a line is that in its
 * own field, as in `"service": "cart"`.
 */
export function dockerLogs({ services, fixed }: ComposeStreams, hasScript: boolean): FluentBitFacts {
  const fields = [...services.keys()];
  return {
    paths: ["/var/lib/docker/containers/*/*-json.log"],
    tag: "docker.*",
    parsers: [{ name: "json", format: "json" }],
    parse: [
      { name: "parser", match: "*", key_name: "log", parser: "json" },
      {
        ...{ name: "grep", match: "*" },
        regex: fields.map((name) => `${name} ^(${services.get(name)!.map(escapeRegex).join("|")})$`),
      },
    ],
    labels: { ...fixed, ...Object.fromEntries(fields.map((name) => [name, `$${name}`])) },
    notInLine: [],
    hasScript,
    loki: "loki",
  };
}
