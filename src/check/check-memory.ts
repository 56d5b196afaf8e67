import type { AnyRulesArtifact } from "../compile/compiled.js";
import { areSame, hasSameFacts } from "../compile/in-environment.js";
import type { AppliedPolicy } from "../model/project/policy.js";
import type { Settings } from "../model/project/project.js";
import type { SystemFacts } from "../model/system/system.js";
import type { TypeConflicts } from "./metric/declared-types.js";
import { haveSameRules, type Part, type PartInputs } from "./part.js";

/** Everything that the checks of a system's rules and dashboards read, besides the rule or dashboard itself. */
export interface EstateFacts {
  readonly present: SystemFacts;
  readonly settings: Settings;
  /** The rules of all systems in the environment. */
  readonly rules: readonly AnyRulesArtifact[];
  readonly conflicts: TypeConflicts;
  readonly isIncomplete: boolean;
  readonly pages: ReadonlySet<string> | undefined;
  readonly policies: readonly AppliedPolicy[] | undefined;
}

/** The parts of a system in one environment, with their findings. */
export interface CheckedEstate {
  readonly facts: EstateFacts;
  readonly inputs: PartInputs;
  readonly parts: readonly Part[];
}

/** Keeps what was checked, for the next time that a project is checked whose artifacts are mostly the same objects. */
export class CheckMemory {
  /** By environment and system. */
  readonly estates = new Map<string, CheckedEstate>();

  /** The last estate, if its facts are the same. */
  find(key: string, facts: EstateFacts): CheckedEstate | undefined {
    const before = this.estates.get(key);
    return before && haveSameFacts(before.facts, facts) ? before : undefined;
  }
}

/** Finds the part of an artifact; that of rules by its path, because rules are compiled again with their dashboards. */
export function findPart(estate: CheckedEstate | undefined, artifact: Part["artifact"]): Part | undefined {
  return estate?.parts.find((part) =>
    artifact.kind === "grafana dashboard" ? part.artifact === artifact : part.artifact.path === artifact.path,
  );
}

function haveSameFacts(one: EstateFacts, other: EstateFacts): boolean {
  return (
    hasSameFacts(one.present, other.present) &&
    one.settings === other.settings &&
    one.rules.length === other.rules.length &&
    one.rules.every((artifact, index) => haveSameRules(artifact, other.rules[index]!)) &&
    one.conflicts.size + other.conflicts.size === 0 &&
    one.isIncomplete === other.isIncomplete &&
    one.policies === other.policies &&
    areSame([...(one.pages ?? [])], [...(other.pages ?? [])])
  );
}
