import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep a template from being parsed. */
export const templateFindings = {
  "template/syntax": {
    severity: "error",
    sentence: "A template in a label or annotation cannot be parsed; Prometheus rejects the file.",
  },
} as const satisfies FindingTable;

type TemplateFindings = typeof templateFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends TemplateFindings {}
}
