import type { ProjectChanges } from "../../project/changes/change.js";
import { type CommandFlags, defineCommand } from "../command.js";
import type { Flags } from "../flags.js";
import { printCompileFailure } from "../reports/print-compile-failure.js";
import { formatFlag, reportFlags } from "../shared-flags.js";
import { wantsColor } from "../terminal.js";
import { workingFolder } from "../working-folder.js";
import { writeReport } from "../write-report.js";

const flags = {
  format: formatFlag("terminal", "markdown", "json"),
  json: { about: "the same as --format json" },
  output: reportFlags.output,
  exitCode: { about: "exit with 1 if anything differs" },
} as const satisfies Flags;

type DiffFlags = CommandFlags<typeof flags>;

/** `telltale diff` */
export const addDiff = defineCommand({
  name: "diff",
  about: "show how alerts, recipients, dashboards and cost differ from a revision of git",
  argument: { syntax: "<revision>", about: "the revision to compare with: main, HEAD~1" },
  flags,
  async run({ flags, argument: revision, usageError }) {
    const { compareProjects } = await import("../../project/changes/compare-projects.js");
    const cwd = workingFolder(flags);
    const result = await compareProjects(revision, {
      cwd,
      ...(flags.config !== undefined && { config: flags.config }),
    });
    if ("problem" in result) return usageError(`cannot compare with an earlier revision: ${result.problem}`);
    if ("diagnostics" in result) return printCompileFailure(result, flags);
    writeReport(await renderReport(result, revision, flags), flags.output, cwd, usageError);
    const { isUnchanged } = await import("../../project/changes/change.js");
    return flags.exitCode === true && !isUnchanged(result) ? 1 : 0;
  },
});

/** Imports only the renderer of the chosen format. */
async function renderReport(changes: ProjectChanges, revision: string, flags: DiffFlags): Promise<string> {
  switch (flags.json === true ? "json" : flags.format) {
    case "json":
      return (await import("../../project/changes/changes-document.js")).renderChangesJson(changes, revision);
    case "markdown": {
      const { renderChangesMarkdown } = await import("../../project/changes/render-changes-markdown.js");
      return renderChangesMarkdown(changes, revision);
    }
    case "terminal": {
      const { renderChanges } = await import("../../project/changes/render-changes.js");
      const color = flags.output === undefined && wantsColor(flags, process.stdout);
      return renderChanges(changes, { revision, color });
    }
  }
}
