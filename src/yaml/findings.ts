import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep a YAML file from being read. */
export const yamlFindings = {
  "yaml/syntax": { severity: "error", sentence: "The file is not valid YAML." },
  "yaml/duplicate-key": {
    severity: "error",
    sentence: "A mapping has the same key twice; Prometheus rejects the file.",
  },
  "yaml/aliases": {
    severity: "error",
    sentence: "An alias contains itself, or the aliases expand to too much data.",
  },
  "yaml/merge": { severity: "error", sentence: "The value of the merge key << is not a mapping." },
  "yaml/tag": { severity: "error", sentence: "A value does not match its tag, such as !!int." },
} as const satisfies FindingTable;

type YamlFindings = typeof yamlFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends YamlFindings {}
}
