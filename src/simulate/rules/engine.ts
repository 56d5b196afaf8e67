import type { QueryOptions, Store } from "../../promql/evaluate/index.js";
import { type Dialect, type Expr, type Feature, type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import { snapshot } from "./active-alert.js";
import type { Alert, AlertTransition, RuleProblem } from "./alert.js";
import { AlertStateMachine, type OnTransition } from "./alert-state-machine.js";
import type { RuleGroupSource } from "./group.js";
import { type PreparedRule, prepareRules } from "./prepared-rule.js";
import { type EvaluationTimes, isSafeToPrefetch, RangePrefetch } from "./range-prefetch.js";
import { Recorder } from "./recorder.js";
import type { RuleContext } from "./rule-context.js";
import { RuleGraph } from "./rule-graph.js";
import { RuleOutput } from "./rule-output.js";
import { queryVector, type RuleVector } from "./rule-query.js";

export interface RuleEngineOptions {
  /** Evaluated one after the other, in this order. */
  readonly groups: readonly RuleGroupSource[];
  /** The series that rules read, and that they write to. */
  readonly store: Store;
  /** The Prometheus whose semantics hold. */
  readonly version: PrometheusVersion;
  readonly features?: ReadonlySet<Feature>;
  /** What templates see as `$externalLabels`; alerts and series in the store do not have them. */
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** What templates see as `$externalURL`. */
  readonly externalUrl?: string;
  /** A query that needs more samples at once fails. @default 50,000,000 */
  readonly maxSamples?: number;
  /** The step of a subquery that names none: Prometheus takes its evaluation interval. @default one minute */
  readonly subqueryStep?: number;
}

/** Times from a start to an end, in milliseconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** That the groups whose turn it was have been evaluated. */
export interface Evaluation {
  readonly time: number;
  readonly problems: readonly RuleProblem[];
}

/** Rules as they are evaluated over time. */
export interface RuleEngine {
  /**
   * Evaluates every group whose turn it is at a time, which must not be before the last. Gives what went wrong.
   */
  evaluate(time: number): readonly RuleProblem[];
  /**
   * Evaluates the groups at every time of a period, one after the other as they are asked for, as `evaluate` does, but far
   * quicker: what rules read that no rule writes is looked up for many times at once. It must all be in the store
   * already, and rules must not write to series that go on there.
   *
   * @example
   * ```ts
   * for (const { time } of engine.evaluations({ start: 0, end: 86_400_000, step: 60_000 })) {
   *   console.log(time, engine.alerts().length);
   * }
   * ```
   */
  evaluations(period: Period): Iterable<Evaluation>;
  /** The alerts that are pending or firing, rule by rule. */
  alerts(): readonly Alert[];
  /** The alerts that were resolved in the last fifteen minutes: Prometheus goes on telling of them. */
  resolved(): readonly Alert[];
  /** Every change of an alert so far. */
  readonly transitions: readonly AlertTransition[];
  /** Everything that went wrong so far. */
  readonly problems: readonly RuleProblem[];
}

/**
 * Evaluates rules as Prometheus does: groups and rules in order, what recording rules record and how alerts stand written
 * to the store, where later rules see it.
 *
 * @example
 * ```ts
 * const engine = createRuleEngine({ groups, store, version: { major: 2, minor: 42 } });
 * for (let time = 0; time <= 3_600_000; time += 60_000) engine.evaluate(time);
 * const firing = engine.alerts().filter(({ state }) => state === "firing");
 * ```
 */
export function createRuleEngine(options: RuleEngineOptions): RuleEngine {
  return new Engine(options);
}

interface RunningGroup {
  readonly interval: number;
  readonly queryOffset: number;
  readonly rules: readonly RunningRule[];
  lastEvaluation: number;
}

type RunningRule = { readonly rule: PreparedRule; readonly ahead: RangePrefetch | undefined } & (
  | { readonly recording: Recorder; readonly alerting?: undefined }
  | { readonly alerting: AlertStateMachine; readonly recording?: undefined }
);

class Engine implements RuleEngine {
  readonly transitions: AlertTransition[] = [];
  readonly problems: RuleProblem[] = [];
  private readonly context: RuleContext;
  private readonly groups: readonly RunningGroup[];

  constructor(options: RuleEngineOptions) {
    const dialect = ruleDialect(options.version, options.features);
    this.context = {
      queries: queryOptions(options, dialect),
      externalLabels: options.externalLabels ?? {},
      externalUrl: options.externalUrl ?? "",
      version: options.version,
    };
    const independent = independentRules(new RuleGraph(options.groups, dialect));
    this.groups = options.groups.map((group) => ({
      interval: group.interval,
      queryOffset: group.queryOffset ?? 0,
      rules: prepareRules(group, dialect).map((rule) => {
        const isIndependent = independent.has(rule.expr);
        return this.createRunningRule(rule, group, isIndependent, options.store);
      }),
      lastEvaluation: Number.NEGATIVE_INFINITY,
    }));
  }

  private createRunningRule(
    rule: PreparedRule,
    { limit = 0 }: RuleGroupSource,
    isIndependent: boolean,
    store: Store,
  ): RunningRule {
    const written = new RuleOutput(store);
    const ahead = rule.expr && isIndependent ? new RangePrefetch(rule.expr, this.context.queries) : undefined;
    if (rule.kind === "record") return { rule, ahead, recording: new Recorder(rule, written, limit) };
    const onTransition: OnTransition = (alert, from, to, at) => {
      this.transitions.push({ at, from, to, alert: snapshot(rule.reference, rule.name, alert) });
    };
    return { rule, ahead, alerting: new AlertStateMachine(rule, this.context, { written, limit, onTransition }) };
  }

  evaluate(time: number): readonly RuleProblem[] {
    return this.evaluateGroups(time, undefined);
  }

  *evaluations(period: Period): Iterable<Evaluation> {
    for (const { rules } of this.groups) for (const { ahead } of rules) ahead?.invalidate();
    for (let time = period.start; time <= period.end; time += period.step) {
      yield { time, problems: this.evaluateGroups(time, period) };
    }
  }

  private evaluateGroups(time: number, period: Period | undefined): readonly RuleProblem[] {
    const before = this.problems.length;
    for (const group of this.groups) {
      if (time - group.lastEvaluation < group.interval) continue;
      group.lastEvaluation = time;
      const turns = period && evaluationTimes(group, period);
      for (const running of group.rules) this.evaluateRule(running, time, group.queryOffset, turns);
    }
    return this.problems.slice(before);
  }

  private evaluateRule(
    running: RunningRule,
    time: number,
    queryOffset: number,
    turns: EvaluationTimes | undefined,
  ): void {
    const { rule, recording, alerting } = running;
    const sampleTime = time - queryOffset;
    const queryRule = (turns && running.ahead?.vectorAt(sampleTime, turns)) ?? this.vector(rule, sampleTime);
    const message = recording
      ? recording.record(queryRule, sampleTime)
      : alerting.evaluate(queryRule, time, sampleTime);
    if (message !== undefined) this.problems.push({ rule: rule.reference, name: rule.name, at: time, message });
  }

  private vector({ expr, error }: PreparedRule, time: number): RuleVector {
    if (expr) return queryVector(expr, time, this.context.queries);
    return { error: error ?? "parse error: no expression found in input" };
  }

  alerts(): readonly Alert[] {
    return this.snapshots((state) => state !== "inactive");
  }

  resolved(): readonly Alert[] {
    return this.snapshots((state) => state === "inactive");
  }

  private snapshots(wanted: (state: Alert["state"]) => boolean): Alert[] {
    const found: Alert[] = [];
    for (const { rules } of this.groups) {
      for (const { rule, alerting } of rules) {
        for (const alert of alerting?.all() ?? []) {
          if (wanted(alert.state)) found.push(snapshot(rule.reference, rule.name, alert));
        }
      }
    }
    return found;
  }
}

/** When a group is evaluated during a period, as of when. */
function evaluationTimes({ interval, queryOffset }: RunningGroup, { end, step }: Period): EvaluationTimes {
  return { last: end - queryOffset, step: Math.max(1, Math.ceil(interval / step)) * step };
}

/** The expressions that give the same however many rules have been evaluated before: they read nothing that rules write. */
function independentRules(graph: RuleGraph): ReadonlySet<Expr | undefined> {
  const independent = graph.nodes.filter(
    ({ expr, reads }) =>
      expr && isSafeToPrefetch(expr) && reads.every((selector) => graph.findWriters(selector).length === 0),
  );
  return new Set(independent.map(({ expr }) => expr));
}

function queryOptions({ store, maxSamples, subqueryStep }: RuleEngineOptions, dialect: Dialect): QueryOptions {
  return {
    store,
    dialect,
    ...(maxSamples !== undefined && { maxSamples }),
    ...(subqueryStep !== undefined && { subqueryStep }),
  };
}
