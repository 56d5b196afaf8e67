import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { SystemCostSettings } from "../../model/project/cost-settings.js";
import type { Project } from "../../model/project/project.js";
import { locateInExport } from "../../source/locate-in-export.js";
import type { SourceFiles } from "../../source/source-files.js";
import { configFindings, costFindings } from "../findings.js";
import { format, type SystemCost } from "./estimate-cost.js";

interface ConfigPlace {
  readonly configPath: string;
  readonly sourceFiles: SourceFiles;
}

/** Reports the systems that cost more than the configuration allows, and budgets of systems that do not exist. */
export function checkBudgets(
  { systems, config }: Project,
  { configPath, sourceFiles }: ConfigPlace,
  costs: readonly SystemCost[],
): readonly Diagnostic[] {
  const budgets = config.cost?.systems ?? {};
  const locate = (path: readonly string[], part: "key" | "value") =>
    locateInExport(configPath, ["cost", "systems", ...path], part, sourceFiles);
  const names = systems.map(({ name }) => name);
  const unknown = Object.keys(budgets)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      ...finding(configFindings, "config/wrong-value"),
      summary: `the project has no system "${name}"`,
      fix: suggestion(name, names),
      span: locate([name], "key"),
    }));
  const over = costs.flatMap(({ system, environment, series, dollars }): readonly Diagnostic[] => {
    const { maxSeries, maxDollars } = budgets[system] ?? {};
    const report = (option: keyof SystemCostSettings, excess: string): Diagnostic => ({
      ...finding(costFindings, "cost/over-budget"),
      summary: `${system} in ${environment} ${excess}`,
      details: "The estimate is of the declared labels, targets and buckets: `telltale cost` explains it line by line.",
      fix: "drop what nothing uses, scrape less often, declare fewer label values, or raise the budget",
      subject: `system "${system}"`,
      span: locate([system, option], "value"),
    });
    return [
      ...(maxSeries !== undefined && series > maxSeries
        ? [report("maxSeries", `has about ${format(series)} series, and may have ${format(maxSeries)}`)]
        : []),
      ...(maxDollars !== undefined && dollars > maxDollars
        ? [report("maxDollars", `costs about $${dollars.toFixed(2)} a month, and may cost $${maxDollars.toFixed(2)}`)]
        : []),
    ];
  });
  return [...unknown, ...over];
}
