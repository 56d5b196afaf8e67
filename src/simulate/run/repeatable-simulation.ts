import type { LogStore } from "../../logql/evaluate/index.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { nameOf, type Store } from "../../promql/evaluate/index.js";
import { ruleKey } from "../rules/group.js";
import { type ChangeReach, findReach } from "./changed-rules.js";
import type { AlertHistory } from "./history.js";
import { prepareRuleSet, type RuleSet } from "./rule-set.js";
import {
  evaluateRules,
  runSimulation,
  type Simulation,
  type SimulationData,
  type SimulationPlan,
  writeLines,
  writeSeries,
} from "./simulation.js";

/**
 * A simulation that is repeated with small changes of its rules. It keeps the planned series, and evaluates only the rules
 * that a change affects. The results are those of `runSimulation`.
 *
 * @example
 * const repeatable = new RepeatableSimulation(plan);
 * const { alerts } = repeatable.runWith({ rules: changed, routing: plan.routing });
 */
export class RepeatableSimulation {
  private readonly plan: SimulationPlan;
  private readonly series: Store;
  private readonly logs: LogStore;
  private readonly ruleSet: RuleSet;
  /** Names of all series without any change, including recorded ones. */
  readonly names: ReadonlySet<string>;
  /** The result without any change. */
  private readonly base: Omit<Simulation, "store">;

  constructor(plan: SimulationPlan) {
    this.plan = plan;
    this.series = writeSeries(plan);
    this.logs = writeLines(plan);
    this.ruleSet = this.prepare(plan.rules);
    const { store, ...base } = evaluateRules(plan, this.data());
    this.base = base;
    this.names = new Set(store.all().map(({ metric }) => nameOf(metric)));
  }

  /** The number of samples and lines that it keeps. */
  get samples(): number {
    const lines = [...this.logs.streams()].reduce((sum, stream) => sum + stream.sorted().length, 0);
    return this.series.all().reduce((sum, { floatCount }) => sum + floatCount, lines);
  }

  /** Returns the result with other rules and another routing. */
  runWith(change: Pick<SimulationPlan, "rules" | "routing">): Simulation {
    const plan: SimulationPlan = { selectingRules: this.plan.rules, ...this.plan, ...change };
    const after = this.prepare(change.rules);
    const reach = this.base.problems.length === 0 ? reachOf(this.ruleSet, after) : undefined;
    if (!reach) return runSimulation(plan);
    const { routing } = change;
    const unchanged = { ...this.base, rules: after.alertRules, routing };
    if (reach.affected.size === 0) return withLazyStore(plan, unchanged);
    const { alerts: evaluated, problems } = evaluateRules(plan, this.data(), (reference) =>
      reach.evaluated.has(ruleKey(reference)),
    );
    const isAffected = ({ rule }: Pick<AlertHistory, "rule">) => reach.affected.has(ruleKey(rule));
    const alerts = [...this.base.alerts.filter((alert) => !isAffected(alert)), ...evaluated.filter(isAffected)];
    return withLazyStore(plan, { ...unchanged, alerts: sortByAppearance(alerts, after), problems });
  }

  /** Rules write series, and no lines. */
  private data(): SimulationData {
    return { store: this.series.fork(), logs: this.logs };
  }

  private prepare(rules: SimulationPlan["rules"]): RuleSet {
    return prepareRuleSet(rules, releaseOrDefault("prometheus", this.plan.settings.versions.prometheus));
  }
}

/** Adds the store, which takes much memory and is seldom read: it is written when it is. */
function withLazyStore(plan: SimulationPlan, run: Omit<Simulation, "store">): Simulation {
  let store: Store | undefined;
  return Object.defineProperty({ ...run }, "store", {
    enumerable: true,
    get: () => (store ??= runSimulation(plan).store),
  }) as Simulation;
}

const reaches = new WeakMap<RuleSet, { readonly before: RuleSet; readonly reach: ChangeReach | undefined }>();

/** Caches the reach of a change, since many simulations are repeated with it. */
function reachOf(before: RuleSet, after: RuleSet): ChangeReach | undefined {
  const cached = reaches.get(after);
  if (cached?.before === before) return cached.reach;
  const reach = findReach(before, after);
  reaches.set(after, { before, reach });
  return reach;
}

/** Sorts histories as they are recorded: by the time at which they begin, and then by rule. */
function sortByAppearance(alerts: readonly AlertHistory[], { graph }: RuleSet): readonly AlertHistory[] {
  const positions = new Map(graph.nodes.map(({ reference }, position) => [ruleKey(reference), position]));
  const beginOf = ({ periods }: AlertHistory) => periods[0]?.from ?? 0;
  const positionOf = ({ rule }: AlertHistory) => positions.get(ruleKey(rule)) ?? 0;
  return alerts.toSorted((a, b) => beginOf(a) - beginOf(b) || positionOf(a) - positionOf(b));
}
