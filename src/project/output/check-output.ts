import { basename } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { describeSystemError } from "../files/system-error.js";
import { outputFindings } from "../findings.js";
import { listPaths } from "./list-paths.js";
import { manifestName, manifestText } from "./manifest.js";
import { OutputFolder } from "./output-folder.js";
import { nothingGenerated, type OutputFile, type PlanOptions, planOutput } from "./plan-output.js";

/** Reports the files in which the output folder differs from what a build would write. */
export function checkOutput(
  path: string,
  files: readonly OutputFile[],
  options: Pick<PlanOptions, "folders"> = {},
): readonly Diagnostic[] {
  const folder = new OutputFolder(path);
  try {
    return compareOutput(folder, files, options);
  } catch (error) {
    return [cannotRead(path, describeSystemError(error))];
  }
}

function compareOutput(
  folder: OutputFolder,
  files: readonly OutputFile[],
  options: Pick<PlanOptions, "folders">,
): readonly Diagnostic[] {
  const plan = planOutput(folder, files, { ...options, force: true });
  if (hasErrors(plan.diagnostics)) return plan.diagnostics;
  if (files.length === 0 && plan.remove.length > 0) return [nothingGenerated(plan.remove)];
  const lines = [
    ...plan.write.map((file) => `${folder.read(file.path).kind === "missing" ? "missing" : "differs"}: ${file.path}`),
    ...plan.remove.map((one) => `no longer generated: ${one}`),
  ];
  const manifest = folder.read(manifestName);
  const isCurrent = manifest.kind === "file" && manifest.bytes.equals(Buffer.from(manifestText(plan.manifest)));
  if (lines.length === 0 && !isCurrent) lines.push(`differs: ${manifestName}`);
  if (lines.length === 0) return [];
  return [
    {
      ...finding(outputFindings, "build/stale-output"),
      summary: `generated files are out of date: ${lines.length} ${lines.length === 1 ? "file differs" : "files differ"} from the definitions`,
      details: listPaths(lines).join("\n"),
      fix: "run `telltale build` and commit the result",
    },
  ];
}

function cannotRead(path: string, details: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/cannot-write"),
    summary: `cannot read the output folder "${basename(path)}"`,
    details,
    fix: "check its permissions",
  };
}
