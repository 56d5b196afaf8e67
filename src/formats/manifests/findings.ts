import type { FindingTable } from "../../diagnostics/finding.js";

/** Problems of manifests of Kubernetes and of docker compose. */
export const manifestFindings = {
  "manifest/unknown-field": { severity: "error", sentence: "An object of Kubernetes or compose has no such field." },
  "manifest/missing-field": { severity: "error", sentence: "A required field of an object is missing." },
  "manifest/wrong-type": { severity: "error", sentence: "A field has a value of the wrong type or form." },
} as const satisfies FindingTable;

type ManifestFindings = typeof manifestFindings;

declare module "../../diagnostics/finding.js" {
  interface FindingsById extends ManifestFindings {}
}
