import { relative, resolve } from "node:path";
import type { Artifact } from "../../compile/compiled.js";
import { compileProject } from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { Project } from "../../model/project/project.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import { checkOutRevision } from "./checkout-revision.js";

/** A project that compiles, with its artifacts. */
export interface CompiledProject {
  /** The folder of the configuration. */
  readonly root: string;
  readonly project: Project;
  readonly artifacts: readonly Artifact[];
}

/** The errors of a project that does not compile. */
export interface CompileFailure {
  readonly diagnostics: readonly Diagnostic[];
  readonly root: string;
  readonly readSource: ReadSource;
}

/** A project as it is, and as it was at an earlier revision. */
export interface ProjectRevisions {
  readonly before: CompiledProject;
  readonly after: CompiledProject;
}

/** Loads and compiles the project in a folder. */
export async function compileFolder(options: LoadOptions): Promise<CompiledProject | CompileFailure> {
  const { root, project, diagnostics: loading, sourceFiles } = await loadProject(options);
  const place = { root, readSource: sourceFiles.read };
  if (!project || hasErrors(loading)) return { ...place, diagnostics: loading };
  const { artifacts, diagnostics } = compileProject(project, { sources: sourceFiles });
  return hasErrors(diagnostics) ? { ...place, diagnostics } : { root, project, artifacts };
}

/** Compiles the project in a folder, and the same folder at a revision of its git repository. */
export async function compileBoth(
  revision: string,
  options: LoadOptions,
): Promise<ProjectRevisions | CompileFailure | { readonly problem: string }> {
  const after = await compileFolder(options);
  if ("diagnostics" in after) return after;
  const { cwd, config } = options;
  const checkout = checkOutRevision(cwd, revision);
  if ("problem" in checkout) return checkout;
  try {
    // An absolute path would lead out of the copy.
    const own = config === undefined ? {} : { config: relative(cwd, resolve(cwd, config)) };
    const before = await compileFolder({ ...options, cwd: checkout.cwd, ...own });
    if (!("diagnostics" in before)) return { before, after };
    const summary = before.diagnostics.find(({ severity }) => severity === "error")?.summary;
    return { problem: `the project does not compile at "${revision}": ${summary}` };
  } finally {
    checkout.remove();
  }
}
