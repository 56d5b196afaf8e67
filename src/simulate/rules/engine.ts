import { lokiTemplates } from "../../formats/prometheus/loki.js";
import type { RuleLanguage } from "../../formats/prometheus/types.js";
import { LogStore } from "../../logql/evaluate/index.js";
import type { QueryOptions, Store } from "../../promql/evaluate/index.js";
import { type Dialect, type Expr, type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import { snapshot } from "./active-alert.js";
import type { Alert, AlertTransition, RuleProblem } from "./alert.js";
import { AlertStateMachine, type OnTransition } from "./alert-state-machine.js";
import { queryLogVector } from "./expression/log-query.js";
import { type EvaluationTimes, isSafeToPrefetch } from "./expression/range-prefetch.js";
import { logqlExpression, promqlExpression, type RuleExpression } from "./expression/rule-expression.js";
import { queryVector } from "./expression/rule-query.js";
import type { RuleGroupSource, RuleReference } from "./group.js";
import { type PreparedRule, prepareRules } from "./prepared-rule.js";
import { Recorder } from "./recorder.js";
import type { RuleContext } from "./rule-context.js";
import { RuleGraph } from "./rule-graph.js";
import { RuleOutput } from "./rule-output.js";

export interface RuleEngineOptions {
  /** Evaluated sequentially, in this order. */
  readonly groups: readonly RuleGroupSource[];
  /** The series that rules read and write. */
  readonly store: Store;
  /** The lines that rules in LogQL read. @default none */
  readonly logs?: LogStore;
  /** The Prometheus release whose semantics apply. */
  readonly version: PrometheusVersion;
  /** `$externalLabels` in templates; not added to alerts or series in the store. */
  readonly externalLabels?: Readonly<Record<string, string>>;
  /** `$externalURL` in templates. */
  readonly externalUrl?: string;
  /** Maximum number of samples that a query may hold in memory. @default 50,000,000 */
  readonly maxSamples?: number;
  /** The dependencies of all rules, if they are already known. */
  readonly graph?: RuleGraph;
  /** Selects the rules to evaluate. @default all */
  readonly isEvaluated?: (rule: RuleReference) => boolean;
  /** Default step of subqueries: Prometheus' global evaluation interval. @default one minute */
  readonly subqueryStep?: number;
}

/** Evaluation times from start to end (inclusive), in milliseconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** One evaluation of the groups that were due. */
export interface Evaluation {
  readonly time: number;
  readonly problems: readonly RuleProblem[];
}

/** Evaluates rules over time. */
export interface RuleEngine {
  /** Evaluates every group that is due at a time; times must ascend. Returns the problems. */
  evaluate(time: number): readonly RuleProblem[];
  /**
   * Evaluates the groups lazily at every time of a period. Gives the same as `evaluate`, but much faster: expressions that
   * read no rule's output are prefetched with range queries. All input must be in the store already, and rules must not
   * write to series that have later samples there.
   *
   * @example
   * ```ts
   * for (const { time } of engine.evaluations({ start: 0, end: 86_400_000, step: 60_000 })) {
   *   console.log(time, engine.alerts().length);
   * }
   * ```
   */
  evaluations(period: Period): Iterable<Evaluation>;
  /** Pending and firing alerts, in rule order. */
  alerts(): readonly Alert[];
  /** Alerts resolved in the last fifteen minutes, which Prometheus keeps resending. */
  resolved(): readonly Alert[];
  /** All state changes so far. */
  readonly transitions: readonly AlertTransition[];
  /** All problems so far. */
  readonly problems: readonly RuleProblem[];
}

/**
 * Creates an engine that evaluates rules as Prometheus does: groups and rules in order, with recorded series, `ALERTS` and
 * `ALERTS_FOR_STATE` written to the store, where later rules read them. Groups in LogQL are evaluated as Loki's ruler does,
 * which writes its series to Prometheus.
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

type RunningRule = { readonly rule: PreparedRule; readonly expression: RuleExpression } & (
  | { readonly recorder: Recorder; readonly stateMachine?: undefined }
  | { readonly stateMachine: AlertStateMachine; readonly recorder?: undefined }
);

class Engine implements RuleEngine {
  readonly transitions: AlertTransition[] = [];
  readonly problems: RuleProblem[] = [];
  private readonly store: Store;
  private readonly logs: LogStore;
  private readonly queries: QueryOptions;
  private readonly contexts: Readonly<Record<RuleLanguage, RuleContext>>;
  private readonly groups: readonly RunningGroup[];

  constructor(options: RuleEngineOptions) {
    const dialect = ruleDialect(options.version);
    const { store, logs = new LogStore() } = options;
    this.store = store;
    this.logs = logs;
    this.queries = queryOptions(options, dialect);
    const shared = { externalLabels: options.externalLabels ?? {}, externalUrl: options.externalUrl ?? "" };
    this.contexts = {
      promql: { ...shared, version: options.version, query: (expr, time) => queryVector(expr, time, this.queries) },
      logql: { ...shared, version: lokiTemplates, query: (expr, time) => queryLogVector(expr, time, logs) },
    };
    const independent = independentRules(options.graph ?? new RuleGraph(options.groups, dialect));
    this.groups = options.groups.map((group) => ({
      interval: group.interval,
      queryOffset: group.queryOffset ?? 0,
      rules: prepareRules(group, dialect, options.isEvaluated).map((rule) =>
        this.createRunningRule(rule, group, independent.has(rule.expr)),
      ),
      lastEvaluation: Number.NEGATIVE_INFINITY,
    }));
  }

  private createRunningRule(
    rule: PreparedRule,
    { limit = 0, language = "promql" }: RuleGroupSource,
    isIndependent: boolean,
  ): RunningRule {
    const output = new RuleOutput(this.store);
    const expression =
      language === "logql" ? logqlExpression(rule, this.logs) : promqlExpression(rule, this.queries, isIndependent);
    if (rule.kind === "record") return { rule, expression, recorder: new Recorder(rule, output, limit) };
    const onTransition: OnTransition = (alert, from, to, at) => {
      this.transitions.push({ at, from, to, alert: snapshot(rule.reference, rule.name, alert) });
    };
    const context = this.contexts[language];
    return { rule, expression, stateMachine: new AlertStateMachine(rule, context, { output, limit, onTransition }) };
  }

  evaluate(time: number): readonly RuleProblem[] {
    return this.evaluateGroups(time, undefined);
  }

  *evaluations(period: Period): Iterable<Evaluation> {
    for (const { rules } of this.groups) for (const { expression } of rules) expression.invalidate();
    for (let time = period.start; time <= period.end; time += period.step) {
      yield { time, problems: this.evaluateGroups(time, period) };
    }
  }

  private evaluateGroups(time: number, period: Period | undefined): readonly RuleProblem[] {
    const before = this.problems.length;
    for (const group of this.groups) {
      if (time - group.lastEvaluation < group.interval) continue;
      group.lastEvaluation = time;
      const times = period && evaluationTimes(group, period);
      for (const running of group.rules) this.evaluateRule(running, time, group.queryOffset, times);
    }
    return this.problems.slice(before);
  }

  private evaluateRule(
    running: RunningRule,
    time: number,
    queryOffset: number,
    times: EvaluationTimes | undefined,
  ): void {
    const { rule, expression, recorder, stateMachine } = running;
    const sampleTime = time - queryOffset;
    const vector = expression.vectorAt(sampleTime, times);
    const message = recorder ? recorder.record(vector, sampleTime) : stateMachine.evaluate(vector, time, sampleTime);
    if (message !== undefined) this.problems.push({ rule: rule.reference, name: rule.name, at: time, message });
  }

  alerts(): readonly Alert[] {
    return this.snapshots((state) => state !== "inactive");
  }

  resolved(): readonly Alert[] {
    return this.snapshots((state) => state === "inactive");
  }

  private snapshots(isIncluded: (state: Alert["state"]) => boolean): Alert[] {
    const snapshots: Alert[] = [];
    for (const { rules } of this.groups) {
      for (const { rule, stateMachine } of rules) {
        for (const alert of stateMachine?.all() ?? []) {
          if (isIncluded(alert.state)) snapshots.push(snapshot(rule.reference, rule.name, alert));
        }
      }
    }
    return snapshots;
  }
}

/** Returns the sample times of a group's evaluations in a period. */
function evaluationTimes({ interval, queryOffset }: RunningGroup, { end, step }: Period): EvaluationTimes {
  return { last: end - queryOffset, step: Math.max(1, Math.ceil(interval / step)) * step };
}

/** Caches the expressions of rules, since many engines evaluate the same ones. */
const independentExpressions = new WeakMap<RuleGraph, ReadonlySet<Expr | undefined>>();

/** Returns the expressions that can be prefetched because they do not read the output of any rule. */
function independentRules(graph: RuleGraph): ReadonlySet<Expr | undefined> {
  const cached = independentExpressions.get(graph);
  if (cached) return cached;
  const nodes = graph.nodes.filter(
    ({ expr, reads }) =>
      expr && isSafeToPrefetch(expr) && reads.every((selector) => graph.findWriters(selector).length === 0),
  );
  const independent = new Set(nodes.map(({ expr }) => expr));
  independentExpressions.set(graph, independent);
  return independent;
}

function queryOptions({ store, maxSamples, subqueryStep }: RuleEngineOptions, dialect: Dialect): QueryOptions {
  return {
    store,
    dialect,
    ...(maxSamples !== undefined && { maxSamples }),
    ...(subqueryStep !== undefined && { subqueryStep }),
  };
}
