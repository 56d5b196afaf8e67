import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { outputFindings } from "../findings.js";
import { manifestName, manifestText } from "./manifest.js";
import { OutputFolder } from "./output-folder.js";
import { type OutputFile, type PlanOptions, planOutput } from "./plan-output.js";

/** Whether the output folder holds what a build would write now; if not, what differs. */
export function staleOutput(
  path: string,
  files: readonly OutputFile[],
  options: Pick<PlanOptions, "folders"> = {},
): readonly Diagnostic[] {
  const folder = new OutputFolder(path);
  const plan = planOutput(folder, files, { ...options, force: true });
  if (hasErrors(plan.diagnostics)) return plan.diagnostics;
  const lines = [
    ...plan.write.map((file) => `${folder.read(file.path).is === "nothing" ? "missing" : "differs"}: ${file.path}`),
    ...plan.remove.map((one) => `no longer made: ${one}`),
  ];
  const manifest = folder.read(manifestName);
  const isCurrent = manifest.is === "file" && manifest.bytes.equals(Buffer.from(manifestText(plan.manifest)));
  if (lines.length === 0 && !isCurrent) lines.push(`differs: ${manifestName}`);
  if (lines.length === 0) return [];
  return [
    {
      ...finding(outputFindings, "build/stale-output"),
      summary: `what was generated is not what the definitions say now: ${lines.length} ${lines.length === 1 ? "file" : "files"}`,
      details: shortened(lines).join("\n"),
      fix: "run `telltale build`, and commit what it writes",
    },
  ];
}

const mostLines = 20;

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), `and ${lines.length - mostLines} more`];
}
