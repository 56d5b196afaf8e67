import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of a configuration of Grafana Alloy. */
export const alloyFindings = {
  "alloy/syntax": { severity: "error", sentence: "The file is not in Alloy's syntax." },
  "alloy/unknown-component": { severity: "error", sentence: "Alloy has no component of this name." },
  "alloy/unknown-name": { severity: "error", sentence: "A block has no attribute or block of this name." },
  "alloy/missing": { severity: "error", sentence: "A required attribute, block or label is missing." },
  "alloy/repeated": { severity: "error", sentence: "An attribute, a block or a name of a component is given twice." },
  "alloy/misplaced": {
    severity: "error",
    sentence: "A block, an attribute or a label stands where Alloy allows none.",
  },
  "alloy/wrong-type": { severity: "error", sentence: "A value has a type or a form that its attribute does not take." },
  "alloy/unknown-reference": { severity: "error", sentence: "An expression refers to nothing that exists." },
  "alloy/cycle": { severity: "error", sentence: "Components refer to each other in a circle." },
  "alloy/expression": { severity: "error", sentence: "An expression cannot be evaluated." },
  "alloy/invalid-value": { severity: "error", sentence: "A component refuses the combination of its attributes." },
  "alloy/stability": {
    severity: "error",
    sentence: "A component or function needs a flag that allows experimental or community features.",
  },
  "alloy/deprecated-function": { severity: "error", sentence: "`alloy validate` refuses the old name of a function." },
} as const satisfies FindingTable;

type AlloyFindings = typeof alloyFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends AlloyFindings {}
}
