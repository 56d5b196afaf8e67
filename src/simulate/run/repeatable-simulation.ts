import { prometheusRelease } from "../../model/project/releases.js";
import { nameOf } from "../../promql/evaluate/index.js";
import { type RuleReference, ruleKey } from "../rules/group.js";
import { findAffected } from "./changed-rules.js";
import type { AlertHistory } from "./history.js";
import { createLazySimulation, type LazySimulation } from "./lazy-simulation.js";
import { prepareRuleSet, type RuleSet } from "./rule-set.js";
import {
  frameOf,
  type Simulation,
  type SimulationData,
  type SimulationPlan,
  writeLines,
  writeSeries,
} from "./simulation.js";

/**
 * A simulation that is repeated with small changes of its rules. It keeps the planned series, and the results of rules that
 * a change does not affect. The results are those of `runSimulation`, evaluated when they are read.
 *
 * @example
 * const repeatable = new RepeatableSimulation(plan);
 * const { alerts } = repeatable.runWith({ rules: changed, routing: plan.routing });
 */
export class RepeatableSimulation {
  private readonly plan: SimulationPlan;
  private readonly data: SimulationData;
  private readonly ruleSet: RuleSet;
  /** The simulation without any change. */
  private readonly base: LazySimulation;
  /** Names of the planned series. */
  readonly names: ReadonlySet<string>;

  constructor(plan: SimulationPlan) {
    this.plan = plan;
    this.data = { store: writeSeries(plan), logs: writeLines(plan) };
    this.ruleSet = this.prepare(plan.rules);
    this.base = createLazySimulation(plan, this.data);
    this.names = new Set(this.data.store.all().map(({ metric }) => nameOf(metric)));
  }

  /** The number of samples and lines that it keeps. */
  get samples(): number {
    const lines = [...this.data.logs.streams()].reduce((sum, stream) => sum + stream.sorted().length, 0);
    return this.data.store.all().reduce((sum, { floatCount }) => sum + floatCount, lines);
  }

  /** Returns the simulation with other rules and another routing. */
  runWith(change: Pick<SimulationPlan, "rules" | "routing">): LazySimulation {
    const plan: SimulationPlan = { selectingRules: this.plan.rules, ...this.plan, ...change };
    const after = this.prepare(change.rules);
    const affected = affectedRules(this.ruleSet, after);
    const changed = createLazySimulation(plan, this.data);
    return affected ? joinSimulations(plan, this.base, changed, { after, affected }) : changed;
  }

  private prepare(rules: SimulationPlan["rules"]): RuleSet {
    return prepareRuleSet(rules, prometheusRelease(this.plan.settings.versions));
  }
}

interface Change {
  readonly after: RuleSet;
  /** Keys of the rules whose results may differ. */
  readonly affected: ReadonlySet<string>;
}

/** Takes the results of affected rules from the changed simulation, and all others from the unchanged one. */
function joinSimulations(
  plan: SimulationPlan,
  base: LazySimulation,
  changed: LazySimulation,
  { after, affected }: Change,
): LazySimulation {
  const frame = frameOf(plan);
  const isAffected = (rule: RuleReference) => affected.has(ruleKey(rule));
  const affectedAlerts = after.alertRules.map(({ reference }) => reference).filter(isAffected);
  const join = (own: Simulation | undefined, other: Simulation | undefined): Simulation => ({
    ...frame,
    logs: changed.logs,
    alerts: joinHistories(
      own?.alerts.filter(({ rule }) => isAffected(rule)) ?? [],
      other?.alerts.filter(({ rule }) => !isAffected(rule)) ?? [],
      after,
    ),
    problems: [...(own?.problems ?? []), ...(other?.problems.filter(({ rule }) => !isAffected(rule)) ?? [])],
    get store() {
      return changed.store;
    },
  });
  const evaluateChanged = (rules: readonly RuleReference[]) =>
    rules.length === 0 ? undefined : changed.evaluateOnly(rules);
  let whole: Simulation | undefined;
  const evaluateAll = () => {
    whole ??= join(evaluateChanged(affectedAlerts), base);
    return whole;
  };
  return {
    ...frame,
    logs: changed.logs,
    evaluateOnly(rules) {
      if (whole) return whole;
      const others = rules.filter((rule) => !isAffected(rule));
      return join(
        evaluateChanged(rules.filter(isAffected)),
        others.length === 0 ? undefined : base.evaluateOnly(others),
      );
    },
    get alerts() {
      return evaluateAll().alerts;
    },
    get problems() {
      return evaluateAll().problems;
    },
    get store() {
      return changed.store;
    },
  };
}

const affectedBySet = new WeakMap<
  RuleSet,
  { readonly before: RuleSet; readonly affected: Change["affected"] | undefined }
>();

/** Caches the rules that a change affects, since many simulations are repeated with it. */
function affectedRules(before: RuleSet, after: RuleSet): Change["affected"] | undefined {
  const cached = affectedBySet.get(after);
  if (cached?.before === before) return cached.affected;
  const affected = findAffected(before, after);
  affectedBySet.set(after, { before, affected });
  return affected;
}

/** Joins histories as they are recorded: by the time at which they begin, and then by rule. */
function joinHistories(
  some: readonly AlertHistory[],
  others: readonly AlertHistory[],
  { graph }: RuleSet,
): readonly AlertHistory[] {
  if (some.length === 0) return others;
  if (others.length === 0) return some;
  const positions = new Map(graph.nodes.map(({ reference }, position) => [ruleKey(reference), position]));
  const beginOf = ({ periods }: AlertHistory) => periods[0]?.from ?? 0;
  const positionOf = ({ rule }: AlertHistory) => positions.get(ruleKey(rule)) ?? 0;
  return [...some, ...others].sort((a, b) => beginOf(a) - beginOf(b) || positionOf(a) - positionOf(b));
}
