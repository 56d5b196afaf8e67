import type { Artifact } from "../../compile/compiled.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Project } from "../../model/project/project.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import type { RenderOptions } from "./render-files.js";

/** The artifacts of a project in memory, and its findings. */
export interface BuiltArtifacts {
  readonly root: string;
  /** Undefined without a valid configuration. */
  readonly project: Project | undefined;
  /** Complete only if there are no errors. */
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
}

/** Loads, compiles and checks a project as a build does, but renders and writes nothing. */
export async function buildArtifacts(options: LoadOptions & RenderOptions): Promise<BuiltArtifacts> {
  const [loaded, { compileAndCheck }] = await Promise.all([loadProject(options), import("./render-files.js")]);
  const { root, project, sourceFiles } = loaded;
  const base = { root, project, readSource: sourceFiles.read };
  if (!project) return { ...base, artifacts: [], diagnostics: loaded.diagnostics };
  const { artifacts, diagnostics } = compileAndCheck(project, loaded, options);
  return { ...base, artifacts, diagnostics };
}
