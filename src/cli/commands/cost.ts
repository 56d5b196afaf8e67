import { defineCommand } from "../command.js";
import type { Flags } from "../flags.js";
import { printCompileFailure } from "../reports/print-compile-failure.js";
import { formatFlag } from "../shared-flags.js";
import { workingFolder } from "../working-folder.js";

const flags = {
  environment: { short: "e", value: "name...", about: "estimate only these environments" },
  diff: { value: "revision", about: "show only what differs from this revision, such as main" },
  format: formatFlag("terminal", "json"),
} as const satisfies Flags;

/** `telltale cost` */
export const addCost = defineCommand({
  name: "cost",
  about: "estimate series, samples and money, and what is collected but never used",
  argument: { syntax: "[systems...]", about: "a system (default: all)" },
  flags,
  async run({ flags, argument: systems, usageError }) {
    if (systems.length > 1) return usageError("cost takes one system");
    const [{ projectCosts }, { renderCost, renderDifference }] = await Promise.all([
      import("../../project/cost/project-costs.js"),
      import("../../project/cost/render-cost.js"),
    ]);
    const { environment, diff, format, config } = flags;
    const options = { cwd: workingFolder(flags), ...(config !== undefined && { config }) };
    const result = await projectCosts({ ...options, system: systems[0], environments: environment, since: diff });
    if ("problem" in result) return usageError(result.problem);
    if ("diagnostics" in result) return printCompileFailure(result, flags);
    const { costs, before } = result;
    if (format === "json")
      process.stdout.write(`${JSON.stringify({ costs, ...(before && { before }) }, undefined, 2)}\n`);
    else if (before && diff !== undefined) process.stdout.write(renderDifference(before, costs, diff));
    else process.stdout.write(costs.map(renderCost).join("\n"));
    return 0;
  },
});
