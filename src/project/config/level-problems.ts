import { checkFindings } from "../../check/findings.js";
import type { FindingId } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { CheckLevels } from "../../model/project/check-settings.js";
import type { Config } from "../../model/project/config.js";
import { allFindings } from "../all-findings.js";
import type { ConfigProblem } from "./config-consistency.js";

/** Finds severities of findings that do not exist, and of verdicts of real tools, which stay errors. */
export function levelProblems({ checks = {}, overrides = [] }: Config): readonly ConfigProblem[] {
  return [
    ...problemsAt(["checks"], checks),
    ...overrides.flatMap((override, index) => problemsAt(["overrides", String(index), "checks"], override.checks)),
  ];
}

function problemsAt(path: readonly string[], levels: CheckLevels): readonly ConfigProblem[] {
  return Object.entries(levels).flatMap(([id, level]): ConfigProblem[] => {
    const problem = { id: "config/unknown-check", path: [...path, id] } as const;
    if (!Object.hasOwn(allFindings, id)) {
      const fix = suggestion(id, Object.keys(allFindings));
      return [{ ...problem, summary: `there is no finding "${id}"`, fix }];
    }
    if (level === "error" || isAdjustable(id as FindingId)) return [];
    const details = "Prometheus, Alertmanager, Loki or Grafana would reject the file, or the build would be wrong.";
    return [{ ...problem, summary: `the severity of ${id} cannot be lowered`, details, fix: "remove it" }];
  });
}

/** True for findings of checks, and for everything that is not an error. */
function isAdjustable(id: FindingId): boolean {
  return id in checkFindings || allFindings[id].severity !== "error";
}
