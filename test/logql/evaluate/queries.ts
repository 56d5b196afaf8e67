import {
  evaluateInstant,
  evaluateLogs,
  evaluateRange,
  LogStore,
  type QueryResult,
} from "../../../src/logql/evaluate/index.js";
import { type Expr, parse, ruleDialect } from "../../../src/logql/index.js";
import { formatLabels } from "../../../src/promql/evaluate/index.js";

/** A line at a time in seconds. */
export type Line = readonly [seconds: number, line: string, metadata?: Record<string, string>];

export const second = 1_000_000_000n;

/** A store with streams by their labels: `{ 'app="api"': [[1, "GET /"]] }`. */
export function storeOf(streams: Readonly<Record<string, readonly Line[]>>): LogStore {
  const store = new LogStore();
  for (const [labels, lines] of Object.entries(streams)) {
    const stream = Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    for (const [seconds, line, metadata] of lines) {
      store.append(stream as Record<string, string>, {
        time: BigInt(Math.round(seconds * 1e9)),
        line,
        ...(metadata && { metadata }),
      });
    }
  }
  return store;
}

/** Evaluates a log query over one minute: lines with the labels that the pipeline adds to those of the stream. */
export function logs(store: LogStore, query: string, direction: "forward" | "backward" = "forward"): string[] | string {
  const options = { store, start: 0n, end: 60n * second, limit: 1000, direction };
  const result = evaluateLogs(parsed(query), options);
  if (result.error !== undefined) return result.error;
  return result.value
    .flatMap(({ labels, entries }) =>
      entries.map(({ time, line }) => ({ time, text: `${formatLabels(labels)} ${line}` })),
    )
    .sort((a, b) => (direction === "forward" ? Number(a.time - b.time) : Number(b.time - a.time)))
    .map(({ text }) => text);
}

/** Evaluates a metric query at one minute: `{app="api"} 3`. */
export function instant(store: LogStore, query: string, seconds = 60): string[] | string {
  const result = evaluateInstant(parsed(query), { store, time: BigInt(seconds * 1e9) });
  return shown(result, (value) => {
    if (value.kind === "scalar") return [String(value.value)];
    if (value.kind === "matrix") throw new Error("an instant query gives no matrix");
    return value.samples.map((sample) => `${formatLabels(sample.metric)} ${sample.value}`);
  });
}

/** Evaluates a metric query from 0 to 60 seconds in steps of 20: `{app="api"} 0:1 20:3`. */
export function range(store: LogStore, query: string): string[] | string {
  const result = evaluateRange(parsed(query), { store, start: 0n, end: 60n * second, step: 20n * second });
  return shown(result, (value) => {
    if (value.kind !== "matrix") throw new Error("a range query gives a matrix");
    return value.series.map(({ metric, samples }) =>
      [formatLabels(metric), ...samples.map(({ timestamp, value }) => `${timestamp / 1000}:${value}`)].join(" "),
    );
  });
}

function shown<T>(result: QueryResult<T>, show: (value: T) => string[]): string[] | string {
  return result.error === undefined ? show(result.value) : result.error.split("\n")[0]!;
}

function parsed(query: string): Expr {
  const { expr, errors } = parse(query, ruleDialect);
  if (expr === undefined || errors.length > 0) throw new Error(`${query}: ${errors[0]!.message}`);
  return expr;
}
