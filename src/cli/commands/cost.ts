import { defineCommand } from "../command.js";
import type { Flags } from "../flags.js";
import { formatFlag } from "../shared-flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { workingFolder } from "../working-folder.js";

const flags = {
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
    const [{ projectCosts }, { renderCost, renderDifference }, { renderTerminal }] = await Promise.all([
      import("../../project/cost/project-costs.js"),
      import("../../project/cost/render-cost.js"),
      import("../../diagnostics/terminal/terminal.js"),
    ]);
    const { diff, format, config } = flags;
    const options = { cwd: workingFolder(flags), ...(config !== undefined && { config }) };
    const result = await projectCosts({ ...options, system: systems[0], since: diff });
    if ("problem" in result) return usageError(result.problem);
    if ("diagnostics" in result) {
      const { root, readSource } = result;
      const width = terminalWidth(process.stderr);
      const rendering = { cwd: root, readSource, color: wantsColor(flags, process.stderr), ...(width && { width }) };
      process.stderr.write(renderTerminal(result.diagnostics, rendering));
      return 1;
    }
    const { costs, before } = result;
    if (format === "json")
      process.stdout.write(`${JSON.stringify({ costs, ...(before && { before }) }, undefined, 2)}\n`);
    else if (before && diff !== undefined) process.stdout.write(renderDifference(before, costs, diff));
    else process.stdout.write(costs.map(renderCost).join("\n"));
    return 0;
  },
});
