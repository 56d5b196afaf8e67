import type {
  AlertExpectation,
  ExpressionExpectation,
  RuleTest,
  TestFile,
} from "../../formats/prometheus-tests/test-file.js";
import { LogStore } from "../../logql/evaluate/index.js";
import { createMetric, createStore, type Store } from "../../promql/evaluate/index.js";
import { type Dialect, formatDuration, type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import type { RuleProblem } from "../rules/alert.js";
import { createRuleEngine, type RuleEngine } from "../rules/engine.js";
import { queryLogVector } from "../rules/expression/log-query.js";
import { queryVector, type RuleVector } from "../rules/expression/rule-query.js";
import type { RuleGroupSource } from "../rules/group.js";
import { RuleGraph } from "../rules/rule-graph.js";
import { compareAlerts } from "./compare-alerts.js";
import { compareSamples } from "./compare-samples.js";
import { evaluateFeed } from "./evaluate-feed.js";
import { orderGroups } from "./group-order.js";
import type { TestFailure, TestOutcome } from "./outcome.js";
import { findTouchedRules } from "./touched-rules.js";
import { findWarnings } from "./warnings.js";

export interface RunTestOptions {
  /** The promtool release whose semantics apply. */
  readonly version: PrometheusVersion;
  /** Ignores labels and annotations that are not expected. @default false */
  readonly subset?: boolean;
  /** Maximum number of samples that a query may hold in memory. @default 10,000, as in promtool */
  readonly maxSamples?: number;
}

const promtoolMaxSamples = 10_000;
/** About two years of minutes. Longer tests would take too long. */
const maxTicks = 1_100_000;

/**
 * Runs one test of a file as promtool does: feeds its series, evaluates the rules tick by tick, compares firing alerts at
 * their evaluation times, and the results of expressions at the end.
 *
 * @example
 * ```ts
 * const outcomes = file.tests.map((test) => runTest(test, file, groups, { version: { major: 2, minor: 42 } }));
 * ```
 */
export function runTest(
  test: RuleTest,
  file: TestFile,
  groups: readonly RuleGroupSource[],
  options: RunTestOptions,
): TestOutcome {
  const began = performance.now();
  const dialect = ruleDialect(options.version);
  const ordered = orderGroups(groups, file);
  const graph = new RuleGraph(ordered, dialect);
  const failures = new TestRun(test, file, { groups: ordered, graph, dialect, options }).run();
  return {
    test,
    failures,
    warnings: findWarnings(test, file, ordered, graph),
    touched: findTouchedRules(test, graph, dialect),
    milliseconds: performance.now() - began,
  };
}

interface TestContext {
  readonly groups: readonly RuleGroupSource[];
  readonly graph: RuleGraph;
  readonly dialect: Dialect;
  readonly options: RunTestOptions;
}

class TestRun {
  private readonly test: RuleTest;
  private readonly file: TestFile;
  private readonly dialect: Dialect;
  private readonly subset: boolean;
  private readonly maxSamples: number;
  readonly store: Store = createStore();
  readonly logs = new LogStore();
  readonly engine: RuleEngine;
  readonly graph: RuleGraph;

  constructor(test: RuleTest, file: TestFile, { groups, graph, dialect, options }: TestContext) {
    this.test = test;
    this.file = file;
    this.dialect = dialect;
    this.subset = options.subset ?? false;
    this.maxSamples = options.maxSamples ?? promtoolMaxSamples;
    this.graph = graph;
    const interval = file.evaluationInterval;
    this.engine = createRuleEngine({
      // promtool evaluates all groups at every tick, ignoring their own intervals.
      groups: groups.map((group) => ({ ...group, interval })),
      store: this.store,
      logs: this.logs,
      version: options.version,
      externalLabels: test.externalLabels,
      externalUrl: test.externalUrl,
      maxSamples: this.maxSamples,
      subqueryStep: interval,
    });
  }

  run(): TestFailure[] {
    const { startTime: start, alerts, expressions } = this.test;
    const interval = this.file.evaluationInterval;
    const length = [...alerts, ...expressions].reduce((last, { evalTime }) => Math.max(last, evalTime), 0);
    if (length / interval > maxTicks) {
      const message = `${formatDuration(length)} at an interval of ${formatDuration(interval)} is too long to evaluate`;
      return [{ kind: "run failed", message, range: this.test }];
    }
    const failures: TestFailure[] = [];
    const expected = this.expectedAlerts();
    const period = { start, end: start + length, step: interval };
    for (const { time, problems } of evaluateFeed(this.test, period, this)) {
      if (problems.length > 0) return [...failures, ...problems.map((problem) => this.ruleFailure(problem))];
      failures.push(...this.compareAlerts(expected.get((time - start) / interval) ?? []));
    }
    for (const expectation of expressions) failures.push(...this.compareExpression(expectation));
    return failures;
  }

  private ruleFailure({ rule, name, at, message }: RuleProblem): TestFailure {
    const when = formatDuration(at - this.test.startTime);
    return { kind: "run failed", message: `rule ${name} at ${when}: ${message}`, range: this.test, rule };
  }

  /** Groups expectations by tick, rounding down: between two ticks, the alerts of the earlier one count. */
  private expectedAlerts(): ReadonlyMap<number, readonly AlertExpectation[]> {
    const byTick = new Map<number, AlertExpectation[]>();
    for (const expectation of this.test.alerts) {
      const tick = Math.floor(expectation.evalTime / this.file.evaluationInterval);
      byTick.set(tick, [...(byTick.get(tick) ?? []), expectation]);
    }
    return byTick;
  }

  private compareAlerts(expectations: readonly AlertExpectation[]): TestFailure[] {
    if (expectations.length === 0) return [];
    const firing = this.engine.alerts().filter(({ state }) => state === "firing");
    return expectations.flatMap((expectation) => {
      const namesakes = firing.filter(({ name }) => name === expectation.alertname.value);
      return compareAlerts(expectation, namesakes, this.subset) ?? [];
    });
  }

  private compareExpression(expectation: ExpressionExpectation): TestFailure[] {
    const { subset } = this;
    const vector = this.query(expectation, this.test.startTime + expectation.evalTime);
    if (vector.error !== undefined) {
      const message = `at ${formatDuration(expectation.evalTime)}: ${vector.error}`;
      return [{ kind: "run failed", message, range: expectation.expr }];
    }
    const difference = compareSamples(expectation, vector.samples, { subset, fuzzy: this.file.fuzzyCompare });
    return difference ? [difference] : [];
  }

  private query({ expr, language }: ExpressionExpectation, time: number): RuleVector {
    const { store, logs, dialect, maxSamples } = this;
    if (language === "logql") return withoutEmptyLabels(queryLogVector(expr.value, time, logs));
    const queries = { store, dialect, maxSamples, subqueryStep: this.file.evaluationInterval };
    return queryVector(expr.value, time, queries);
  }
}

/** Drops empty labels, which Loki's results have: to a test, an empty label is a missing one. */
function withoutEmptyLabels(vector: RuleVector): RuleVector {
  if (!vector.samples) return vector;
  const samples = vector.samples.map(({ metric: { names, values }, value }) => ({
    metric: createMetric(names.map((name, index) => [name, values[index]!] as const)),
    value,
  }));
  return { samples };
}
