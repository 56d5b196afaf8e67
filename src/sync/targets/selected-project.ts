import type { Artifact } from "../../compile/compiled.js";
import type { Config } from "../../model/project/config.js";

/** A project, and the artifacts that a target takes of it. */
export interface SelectedProject {
  readonly root: string;
  readonly config: Config;
  /** The name by which targets know the project. */
  readonly project: string;
  readonly artifacts: readonly Artifact[];
}
