import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { OutsideFile } from "../../check/files/check-files.js";
import { assumeFileKind, detectFileKind, isKnownKind } from "../../check/files/file-kind.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { FoundFiles } from "../files/find-files.js";
import { readTextFile } from "../files/read-files.js";
import { fileFindings } from "../findings.js";

/** Numbers of files in the searched folders that are not checked. */
export interface PassedOver {
  /** Templates of Helm and the like, which are not YAML before they are filled in. */
  readonly templates: number;
  /** Files of a kind that Telltale does not check. */
  readonly others: number;
}

export interface SelectedFiles {
  readonly files: readonly OutsideFile[];
  readonly passedOver: PassedOver;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the files to check: those given by name or pattern, whatever they are, and of those in folders, the kinds that
 * Telltale knows.
 */
export function selectFiles(found: FoundFiles, cwd: string, names: readonly string[]): SelectedFiles {
  const files: OutsideFile[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  const passedOver = { templates: 0, others: 0 };
  const isInChart = createChartLookup(cwd);
  for (const path of found.paths) {
    const isNamed = !found.inFolders.has(path);
    const read = readTextFile(path, cwd);
    if (isNamed) {
      if ("text" in read) files.push({ path, text: read.text, kind: assumeFileKind(read.text, path) });
      else diagnostics.push(read.problem);
      continue;
    }
    const kind = "text" in read ? kindOf(read.text, path, isInChart) : "other";
    if ("text" in read && isKnownKind(kind)) files.push({ path, text: read.text, kind });
    else if (kind === "template") passedOver.templates++;
    else passedOver.others++;
  }
  if (files.length === 0 && diagnostics.length === 0 && found.paths.length > 0) diagnostics.push(nothingKnown(names));
  return { files, passedOver, diagnostics };
}

function kindOf(text: string, path: string, isInChart: (path: string) => boolean) {
  const kind = detectFileKind(text, path);
  return isKnownKind(kind) && text.includes("{{") && isInChart(path) ? "template" : kind;
}

/** Creates a function that is true for files that Helm fills in: everything in the folder `templates` of a chart. */
function createChartLookup(cwd: string): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const isInChart = (folder: string): boolean => {
    const above = dirname(folder);
    if (above === folder) return false;
    const isTemplates = /[/\\]templates$/.test(folder);
    const found = known.get(folder) ?? ((isTemplates && existsSync(join(above, "Chart.yaml"))) || isInChart(above));
    known.set(folder, found);
    return found;
  };
  return (path) => isInChart(dirname(resolve(cwd, path)));
}

function nothingKnown(names: readonly string[]): Diagnostic {
  const folders = names.map((name) => `"${name}"`).join(", ");
  return {
    ...finding(fileFindings, "files/nothing-to-check"),
    summary: `nothing to check in ${folders}`,
    details:
      "It has no rule file, file of rule tests, dashboard, SLO, manifest, or configuration of Alertmanager, Prometheus, Loki or Alloy.",
    fix: "correct the path; a file given by its own name is checked whatever it holds",
  };
}
