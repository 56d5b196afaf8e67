import { defineCommand } from "../command.js";
import type { Flags } from "../flags.js";
import { workingFolder } from "../working-folder.js";

const flags = {
  system: { value: "name", about: "the system that the SLOs belong to, exported by systems/NAME.ts (default: shop)" },
} as const satisfies Flags;

/** `telltale import` */
export const addImport = defineCommand({
  name: "import",
  about: "print definitions for SLOs that are specified for OpenSLO, sloth or pyrra",
  argument: { syntax: "[files...]", about: "files, folders or glob patterns" },
  flags,
  async run({ flags, argument: names, usageError }) {
    if (names.length === 0) return usageError("name the files to import");
    const { importSlos } = await import("../../project/import/import-slos.js");
    const { definitions, problems } = importSlos(names, flags.system ?? "shop", workingFolder(flags));
    process.stdout.write(definitions);
    for (const problem of problems) process.stderr.write(`not imported: ${problem}\n`);
    return problems.length === 0 ? 0 : 1;
  },
});
