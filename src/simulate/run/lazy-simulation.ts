import { type RuleReference, ruleKey } from "../rules/group.js";
import { findNeeded } from "./needed-rules.js";
import { prepareRuleSet } from "./rule-set.js";
import {
  evaluateRules,
  frameOf,
  type Simulation,
  type SimulationData,
  type SimulationPlan,
  writeLines,
  writeSeries,
} from "./simulation.js";

/** A simulation that can evaluate some of its rules alone. */
export type LazySimulation = Simulation & Required<Pick<Simulation, "evaluateOnly">>;

/**
 * Writes the planned series and lines, and evaluates rules when their results are read: all of them for `alerts`, `problems` and
 * `store`, or what is needed for some with `evaluateOnly`. The results are those of `runSimulation`. Series and lines that
 * are written already are not changed.
 */
export function createLazySimulation(
  plan: SimulationPlan,
  data: SimulationData = { store: writeSeries(plan), logs: writeLines(plan) },
): LazySimulation {
  const frame = frameOf(plan);
  const ruleSet = prepareRuleSet(plan.rules, frame.version);
  const partial: { readonly keys: ReadonlySet<string>; readonly run: Simulation }[] = [];
  // Rules write series, and no lines.
  const forkData = () => ({ store: data.store.fork(), logs: data.logs });
  let whole: Simulation | undefined;
  const evaluateAll = () => {
    whole ??= evaluateRules(plan, forkData());
    return whole;
  };
  const evaluateOnly = (rules: readonly RuleReference[]) => {
    const keys = findNeeded(ruleSet, rules);
    if (whole || !keys) return evaluateAll();
    const known = partial.find((one) => [...keys].every((key) => one.keys.has(key)));
    if (known) return known.run;
    const run = evaluateRules(plan, forkData(), (rule) => keys.has(ruleKey(rule)));
    partial.push({ keys, run });
    return run;
  };
  return {
    ...frame,
    evaluateOnly,
    get logs() {
      return data.logs;
    },
    get alerts() {
      return evaluateAll().alerts;
    },
    get problems() {
      return evaluateAll().problems;
    },
    get store() {
      return evaluateAll().store;
    },
  };
}
