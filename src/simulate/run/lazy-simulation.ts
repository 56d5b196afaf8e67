import { type RuleReference, ruleKey } from "../rules/group.js";
import { findNeeded } from "./needed-rules.js";
import { prepareRuleSet } from "./rule-set.js";
import { evaluateRules, frameOf, type Simulation, type SimulationPlan, writeLines, writeSeries } from "./simulation.js";

/**
 * Writes the planned series and lines, and evaluates rules when their results are read: all of them for `alerts`, `problems` and
 * `store`, or what is needed for some with `evaluateOnly`. The results are those of `runSimulation`.
 */
export function createLazySimulation(plan: SimulationPlan): Simulation {
  const series = writeSeries(plan);
  const logs = writeLines(plan);
  const frame = frameOf(plan);
  const ruleSet = prepareRuleSet(plan.rules, frame.version);
  const partial: { readonly keys: ReadonlySet<string>; readonly run: Simulation }[] = [];
  let whole: Simulation | undefined;
  const evaluateAll = () => {
    whole ??= evaluateRules(plan, { store: series.fork(), logs });
    return whole;
  };
  const evaluateOnly = (rules: readonly RuleReference[]) => {
    const keys = findNeeded(ruleSet, rules);
    if (whole || !keys) return evaluateAll();
    const known = partial.find((one) => [...keys].every((key) => one.keys.has(key)));
    if (known) return known.run;
    const run = evaluateRules(plan, { store: series.fork(), logs }, (rule) => keys.has(ruleKey(rule)));
    partial.push({ keys, run });
    return run;
  };
  return {
    ...frame,
    logs,
    evaluateOnly,
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
