import { areSame, hasSameFacts } from "../../compile/in-environment.js";
import type { CheckedRouting } from "./check-routing.js";
import type { CheckedSystem, SourcedFile } from "./check-system.js";
import type { EstateFacts } from "./estate-facts.js";
import { haveSameRules, type Part, type PartInputs } from "./part.js";

/** The parts of a system in one environment, with their findings. */
export interface CheckedEstate {
  readonly facts: EstateFacts;
  readonly inputs: PartInputs;
  readonly parts: readonly Part[];
  readonly sourced: readonly SourcedFile[];
}

/** Keeps what was checked, for the next time that a project is checked whose artifacts are mostly the same objects. */
export class CheckMemory {
  /** By environment and system. */
  readonly estates = new Map<string, CheckedEstate>();
  /** By name. */
  readonly systems = new Map<string, CheckedSystem>();
  /** By the path of the configuration. */
  readonly routings = new Map<string, CheckedRouting>();

  /** The last estate, if its facts are the same. It gets the new objects, so that nothing holds the old ones. */
  find(key: string, facts: EstateFacts): CheckedEstate | undefined {
    const before = this.estates.get(key);
    if (!before || !haveSameFacts(before.facts, facts)) return undefined;
    const estate = { ...before, facts };
    this.estates.set(key, estate);
    return estate;
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
