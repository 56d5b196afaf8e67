import { defineCommand } from "../command.js";
import type { Flags } from "../flags.js";
import { workingFolder } from "../working-folder.js";

const flags = {
  environment: {
    short: "e",
    value: "name",
    about: "the environment to export (default: prod, or the first of a system)",
  },
  system: { value: "name", about: "export only the SLOs of this system" },
} as const satisfies Flags;

/** `telltale export` */
export const addExport = defineCommand({
  name: "export",
  about: "print the SLOs of the project as OpenSLO, or as requests for the SLO API of Grafana Cloud",
  argument: { syntax: "<format>", about: "the format", choices: ["openslo", "grafana-slo"] },
  flags,
  async run({ flags, argument: format, usageError }) {
    const { exportSlos } = await import("../../project/export/export-slos.js");
    const { environment, system, config } = flags;
    const options = { cwd: workingFolder(flags), ...(config !== undefined && { config }) };
    const exported = await exportSlos({ ...options, format, environment, system });
    if (exported.diagnostics.length > 0) {
      const { renderTerminal } = await import("../../diagnostics/terminal/terminal.js");
      const { root, readSource } = exported;
      process.stderr.write(`${renderTerminal(exported.diagnostics, { cwd: root, readSource })}\n`);
    }
    if (exported.unknown !== undefined) return usageError(`the project has no ${exported.unknown}`);
    process.stdout.write(exported.text);
    for (const problem of exported.problems) process.stderr.write(`not exported: ${problem}\n`);
    return exported.isComplete ? 0 : 1;
  },
});
