import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { isDefinition } from "../../model/definition/definition.js";
import { walkDefinitions } from "../../model/definition/walk-definitions.js";
import type { Project } from "../../model/project/project.js";
import { declareSound } from "../../model/project/sound-project.js";
import type { SourceFiles } from "../../source/source-files.js";
import { checkOptions, unknownEnvironments } from "../check-options.js";

/** Objects without problems in their options, for one configuration. They are not searched again. */
export class CheckedOptions {
  #config: Project["config"] | undefined;
  #sound = new Set<object>();

  /** True if there are no problems, in these objects and in others, which are remembered. */
  areSound({ systems, config }: Project): boolean {
    if (this.#config !== config) this.#sound = new Set();
    this.#config = config;
    const environments = Object.keys(config.environments);
    let areSound = true;
    walkDefinitions(
      systems,
      undefined,
      (value) => {
        if (!areSound || !isDefinition(value)) return;
        const hasProblems = (value.origin.wrongOptions?.problems.length ?? 0) > 0;
        areSound = !hasProblems && unknownEnvironments(value, environments).length === 0;
      },
      this.#sound,
    );
    if (!areSound) this.#sound = new Set();
    return areSound;
  }
}

/** Checks the options of all definitions: quickly, because most projects have no problem in them. */
export function checkAllOptions(project: Project, sources: SourceFiles, known: CheckedOptions): readonly Diagnostic[] {
  if (!known.areSound(project)) return checkOptions(project, sources);
  declareSound(project);
  return [];
}
