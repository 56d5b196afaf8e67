import type { AnyRulesArtifact, CompiledRule } from "../compile/compiled.js";
import type { Rule } from "../formats/prometheus/types.js";
import type { Mutant, Patch } from "./mutant.js";

/** A change in one environment, before it is joined with the same change in others. */
export interface MutantDraft extends Omit<Mutant, "id" | "patches"> {
  /** Identifies the change in every environment. */
  readonly key: string;
  readonly patch: Patch;
}

/** A compiled rule in its file, with its definition if it has one. */
export interface MutableRule {
  readonly artifact: AnyRulesArtifact;
  readonly rule: Rule;
  readonly compiled: CompiledRule | undefined;
  readonly group: string;
  readonly index: number;
  /** `alert "HighErrorRate"` */
  readonly subject: string;
  /** Names of labels that the compiler adds to alerts of every environment. They are not the author's to test. */
  readonly originLabels: readonly string[];
  /** Identifies the rule in every environment. */
  readonly key: string;
}
