import { compileProject } from "../../compile/index.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Project } from "../../model/project/project.js";
import type { SourceFiles } from "../../source/source-files.js";
import { withVersions } from "../config/open-project.js";

/** Finds the errors that a project, which has none, has with another release of Prometheus as its target. */
export function findRefusedRules(project: Project, prometheus: string, sources: SourceFiles): Diagnostic[] {
  const config = withVersions(project.config, { prometheus });
  const { diagnostics } = compileProject({ ...project, config }, { sources });
  return diagnostics.flatMap((diagnostic) => refusedBy(prometheus, diagnostic));
}

/** Names the release that refuses what an error is about; nothing for a warning. */
export function refusedBy(release: string, diagnostic: Diagnostic): Diagnostic[] {
  if (diagnostic.severity !== "error") return [];
  return [{ ...diagnostic, summary: `Prometheus ${release} refuses it: ${diagnostic.summary}` }];
}
