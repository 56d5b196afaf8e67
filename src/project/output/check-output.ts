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
  options: CheckOptions = {},
): readonly Diagnostic[] {
  return checkFolder(new OutputFolder(path), files, options);
}

type CheckOptions = Pick<PlanOptions, "folders" | "mayBeEmpty"> & {
  /** The files in messages. @default "generated files" */
  readonly name?: string;
};

/** Reports the files in which a folder differs from what a build would write. */
export function checkFolder(
  folder: OutputFolder,
  files: readonly OutputFile[],
  options: CheckOptions,
): readonly Diagnostic[] {
  try {
    return compareOutput(folder, files, options);
  } catch (error) {
    return [cannotRead(folder, describeSystemError(error))];
  }
}

function compareOutput(
  folder: OutputFolder,
  files: readonly OutputFile[],
  { name = "generated files", ...options }: CheckOptions,
): readonly Diagnostic[] {
  const plan = planOutput(folder, files, { ...options, force: true });
  if (hasErrors(plan.diagnostics)) return plan.diagnostics;
  if (files.length === 0 && plan.remove.length > 0 && !options.mayBeEmpty) return [nothingGenerated(plan.remove)];
  const lines = [
    ...plan.write.map((file) => `${folder.hash(file.path).kind === "missing" ? "missing" : "differs"}: ${file.path}`),
    ...plan.remove.map((one) => `no longer generated: ${one}`),
  ];
  const manifest = folder.read(manifestName);
  const isCurrent = manifest.kind === "file" && manifest.bytes.equals(Buffer.from(manifestText(plan.manifest)));
  if (lines.length === 0 && !isCurrent) lines.push(`differs: ${manifestName}`);
  if (lines.length === 0) return [];
  return [
    {
      ...finding(outputFindings, "build/stale-output"),
      summary: `${name} are out of date: ${lines.length} ${lines.length === 1 ? "file differs" : "files differ"} from the definitions`,
      details: listPaths(lines).join("\n"),
      fix: "run `telltale build` and commit the result",
    },
  ];
}

function cannotRead({ path, role }: OutputFolder, details: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/cannot-write"),
    summary: `cannot read the ${role.name} "${basename(path)}"`,
    details,
    fix: "check its permissions",
  };
}
