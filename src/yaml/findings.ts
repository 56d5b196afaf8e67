import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep a YAML file from being read. */
export const yamlFindings = {
  "yaml/syntax": { severity: "error", sentence: "The file is not YAML as Prometheus reads it." },
  "yaml/duplicate-key": {
    severity: "error",
    sentence: "A key stands twice in one mapping; Prometheus refuses the file.",
  },
  "yaml/aliases": {
    severity: "error",
    sentence: "An alias contains itself, or the aliases together make the file too large.",
  },
  "yaml/merge": { severity: "error", sentence: "The merge key << has a value that is no mapping." },
  "yaml/tag": { severity: "error", sentence: "A tag such as !!int says a type that the value does not have." },
} as const satisfies FindingTable;

type YamlFindings = typeof yamlFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends YamlFindings {}
}
