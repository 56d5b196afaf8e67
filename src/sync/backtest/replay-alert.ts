import { createMetric, createStore, type Metric, type VectorSample } from "../../promql/evaluate/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { AlertOutput } from "../../simulate/rules/alert-series.js";
import { AlertStateMachine } from "../../simulate/rules/alert-state-machine.js";
import type { PreparedRule } from "../../simulate/rules/prepared-rule.js";
import type { AlertPeriod } from "../../simulate/run/history.js";
import type { QueriedSeries, QueryAnswer, QueryTimes } from "./query-api.js";

/** An alert with one set of labels, and the periods in which it fired. */
export interface FiringHistory {
  readonly labels: Readonly<Record<string, string>>;
  readonly periods: readonly AlertPeriod[];
}

/** The history of a rule, or why there is none. */
export interface Replay {
  readonly histories: readonly FiringHistory[];
  readonly problem: string | undefined;
  /** The first warning of the server, such as an answer of which a part is missing. */
  readonly warning: string | undefined;
}

export interface ReplayOptions {
  readonly rule: PreparedRule;
  readonly limit: number;
  /** The time by which the group is evaluated in the past. */
  readonly queryOffset: number;
  readonly times: QueryTimes;
  readonly version: PrometheusVersion;
  readonly query: (times: QueryTimes) => Promise<QueryAnswer>;
}

/** Points of one query, at most: Prometheus refuses more for a series. */
const maxPoints = 11_000;

/** The range of one query to begin with. */
const firstRange = 86_400_000;

/** Queries of fewer points are not split: the server refuses them for another reason. */
const fewPoints = 10;

/** Periods of a rule that are kept in memory. */
const maxPeriods = 20_000;

/** Series that a rule may return at one time. */
const maxSeries = 10_000;

/**
 * Evaluates the expression of an alert on a server, range by range, and drives the alert with the results as Prometheus
 * does: pending, firing, and for as long as it keeps firing. A range that is too much for the server is halved.
 */
export async function replayAlert(options: ReplayOptions): Promise<Replay> {
  const { times, query, queryOffset } = options;
  const history = new Recorder(options);
  const { start, end, step } = times;
  let points = Math.max(1, Math.min(maxPoints, Math.ceil(firstRange / step)));
  let warning: string | undefined;
  for (let from = start; from <= end; ) {
    const to = Math.min(end, from + (points - 1) * step);
    const answer = await query({ start: from - queryOffset, end: to - queryOffset, step });
    if ("refusal" in answer) {
      if (!answer.isTooMuch || points <= fewPoints) return { histories: [], problem: answer.refusal, warning };
      points = Math.ceil(points / 2);
      continue;
    }
    warning ??= answer.warning;
    const problem = history.advance(answer.series, { start: from, end: to, step });
    if (problem !== undefined) return { histories: [], problem, warning };
    from = to + step;
  }
  return { histories: history.all(), problem: undefined, warning };
}

/** Takes the series that Prometheus writes about alerts, which nothing reads here. */
function discard(): AlertOutput {
  const target = { series: createStore().series(new Map()), writtenAt: 0 };
  return { seriesFor: () => target, write: () => undefined };
}

/** Records the periods in which the alerts of a rule fire. */
class Recorder {
  private readonly machine: AlertStateMachine;
  private readonly histories = new Map<string, { labels: FiringHistory["labels"]; periods: Mutable[] }>();
  private readonly metrics = new Map<string, Metric>();
  private periods = 0;

  constructor({ rule, limit, version }: ReplayOptions) {
    const query = () => ({ error: "templates cannot query here" });
    // Nobody reads the texts, which take longer than everything else.
    const silent = { ...rule, annotations: [] };
    const context = { externalLabels: {}, externalUrl: "", version, query };
    this.machine = new AlertStateMachine(silent, context, {
      output: discard(),
      limit,
      onTransition: ({ metric }, from, to, at) => {
        if (to === "firing") this.begin(metric, at);
        else if (from === "firing") this.histories.get(metric.key)!.periods.at(-1)!.to = at;
      },
    });
  }

  /** Evaluates the rule at each time; returns the reason to stop. */
  advance(series: readonly QueriedSeries[], { start, end, step }: QueryTimes): string | undefined {
    const vectors = new Map<number, VectorSample[]>();
    for (const { labels, samples } of series) {
      const metric = this.metricOf(labels);
      for (const [index, value] of samples) {
        const vector = vectors.get(index) ?? [];
        vector.push({ metric, value });
        vectors.set(index, vector);
      }
    }
    for (let index = 0; start + index * step <= end; index++) {
      const samples = vectors.get(index) ?? [];
      if (samples.length > maxSeries) return `the expression returns ${samples.length} series at once`;
      const time = start + index * step;
      const problem = this.machine.evaluate({ samples }, time, time);
      if (problem !== undefined) return problem;
      if (this.periods > maxPeriods) return `it fires more than ${maxPeriods} times`;
    }
    return undefined;
  }

  all(): readonly FiringHistory[] {
    return [...this.histories.values()];
  }

  private begin(metric: Metric, at: number): void {
    const history = this.histories.get(metric.key) ?? {
      labels: Object.fromEntries(metric.names.map((name, index) => [name, metric.values[index]!])),
      periods: [],
    };
    history.periods.push({ state: "firing", from: at, to: undefined });
    this.histories.set(metric.key, history);
    this.periods += 1;
  }

  private metricOf(labels: QueriedSeries["labels"]): Metric {
    const key = JSON.stringify(labels);
    const metric = this.metrics.get(key) ?? createMetric(Object.entries(labels));
    this.metrics.set(key, metric);
    return metric;
  }
}

interface Mutable extends AlertPeriod {
  to: number | undefined;
}
