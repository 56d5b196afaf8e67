import type { Severity } from "../diagnostics/diagnostic.js";

/** What is found besides the checks, while expressions are read and allowances are weighed. None can be allowed. */
export const notices = {
  "allow/malformed": "error",
  "allow/unknown-check": "warning",
  "allow/unused": "warning",
  "promql/syntax": "error",
} as const satisfies Readonly<Record<string, Severity>>;

/** What is found when expressions are run over made-up series. Allowances for it are weighed there, not by the checks. */
export const smokeFindings = {
  "smoke/constant": "warning",
  "smoke/empty": "error",
  "smoke/failed": "error",
  "smoke/only-nan": "error",
} as const satisfies Readonly<Record<string, Severity>>;
