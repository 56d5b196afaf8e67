import { LogStore, type LogStream } from "../../logql/evaluate/index.js";
import type { Expr } from "../../logql/index.js";
import { buildCatalogue, type CatalogueService, servicesOf } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { PrometheusVersion, Expr as PromqlExpr } from "../../promql/index.js";
import type { SeriesLabels } from "../series/family.js";
import { type KnownValues, listLabelValues } from "../series/label-values.js";
import { collectRequestedValues } from "../series/requested-values.js";
import type { TargetTimeline } from "../series/schedule.js";
import { createTargets } from "../series/targets.js";
import { buildTimeline, type ProcessEvent, type SimulationEvent } from "../traffic/events.js";
import { valueAt } from "../traffic/profile.js";
import { collectDeclaredValues } from "./declared-values.js";
import { collectLineRequests } from "./line-requests.js";
import { countLines, lineTimes } from "./line-times.js";
import { findLevel } from "./log-level.js";
import { LineWriter } from "./planned-lines.js";
import type { PlannedLogs } from "./planned-logs.js";
import { isSameStream } from "./same-stream.js";
import { selectedLabels } from "./stream-labels.js";

/** Options for writing planned lines. Times are in milliseconds. */
export interface WriteLogsOptions {
  readonly start: number;
  readonly end: number;
  readonly version: PrometheusVersion;
  /** Expressions of Loki's rules: labels left open get values that these select. */
  readonly expressions: readonly Expr[];
  /** Expressions that decide the labels of the processes, as for series. */
  readonly promql: readonly PromqlExpr[];
}

/** The most lines that a simulation writes: they are all in memory. */
const maxLines = 1_000_000;
const defaultRate = 1;
const nanoseconds = 1_000_000;

/** Writes planned lines as the processes of their services log them, with the effects of events. */
export function writeLogs(
  system: SystemFacts,
  plans: readonly PlannedLogs[],
  events: readonly SimulationEvent[],
  options: WriteLogsOptions,
): LogStore {
  const store = new LogStore();
  if (plans.length === 0) return store;
  const { start, end, version, expressions, promql } = options;
  requireFewLines(plans, end - start);
  const services = servicesOf(system);
  const streams = [...new Set([...services.flatMap(({ logs }) => logs), ...plans.map(({ stream }) => stream)])];
  const declared = collectDeclaredValues(streams);
  const requests = collectLineRequests(expressions, declared, version);
  const known: KnownValues = { requested: requests.values, declared };
  const targets = createTargets(system, collectRequestedValues(system, buildCatalogue(system), promql, version).known);
  for (const [index, plan] of plans.entries()) {
    const service = findService(plan, services);
    const own = targets.get(service?.name ?? "")?.map(({ labels }) => labels) ?? [{}];
    const processes = own.map((labels) => chooseStream(plan, labels, known, system.environment ?? ""));
    const timelines = createTimelines(processes, service, events, start);
    // Lines of different plans are never at the same time: Loki would join equal ones.
    writePlan(store, { plan, timelines, writer: new LineWriter(plan, requests), shift: BigInt(index) }, options);
  }
  return store;
}

/** The lines of one plan. */
interface PlannedSource {
  readonly plan: PlannedLogs;
  /** One for each process. */
  readonly timelines: readonly TargetTimeline[];
  readonly writer: LineWriter;
  /** In nanoseconds. */
  readonly shift: bigint;
}

function writePlan(
  store: LogStore,
  { plan: { stream, shape }, timelines, writer, shift }: PlannedSource,
  { start, end }: WriteLogsOptions,
): void {
  const { level, metadata } = shape;
  const holder = level === undefined ? undefined : findLevel(stream);
  const streams = new Map<SeriesLabels, LogStream>();
  for (const time of lineTimes(shape.rate ?? defaultRate, end - start)) {
    const labels = labelsAt(timelines[writer.lines % timelines.length]!, start + time);
    const line = writer.write(time, start + time);
    if (!labels) continue;
    const entry = {
      time: BigInt(Math.round((start + time) * nanoseconds)) + shift,
      line,
      ...(metadata && { metadata }),
    };
    if (holder?.in === "label") {
      store.append({ ...labels, [holder.name]: valueAt(level!, time) }, entry);
      continue;
    }
    const known = streams.get(labels) ?? store.stream(labels);
    streams.set(labels, known);
    known.append(entry);
  }
}

function requireFewLines(plans: readonly PlannedLogs[], length: number): void {
  const count = plans.reduce((sum, { shape }) => sum + countLines(shape.rate ?? defaultRate, length), 0);
  if (count <= maxLines) return;
  throw new Error(`logs(…) would write ${Math.round(count)} lines, more than ${maxLines}: use a lower rate`);
}

/** The service that logs planned lines: the given one, or the one that declares the stream. */
function findService(plan: PlannedLogs, services: readonly CatalogueService[]): CatalogueService | undefined {
  if (plan.service !== undefined) return services.find(({ name }) => name === plan.service);
  return services.find(({ logs }) => logs.some((stream) => isSameStream(stream, plan.stream)));
}

/** Chooses the labels under which a process logs: requested ones, its own, and others that selectors of rules match. */
function chooseStream(
  { stream, shape: { labels: requested = {} } }: PlannedLogs,
  process: SeriesLabels,
  known: KnownValues,
  environment: string,
): SeriesLabels {
  const chosen = Object.entries(selectedLabels(stream, environment)).map(([name, spec]) => {
    const own = process[name];
    const isPossible = own !== undefined && (!Array.isArray(spec) || spec.includes(own));
    return [name, requested[name] ?? (isPossible ? own : listLabelValues(name, spec, known, 1)[0]!)];
  });
  return Object.fromEntries(chosen);
}

function createTimelines(
  processes: readonly SeriesLabels[],
  service: CatalogueService | undefined,
  events: readonly SimulationEvent[],
  start: number,
): readonly TargetTimeline[] {
  const isOwn = (event: SimulationEvent): event is ProcessEvent =>
    "service" in event && event.service === service?.name;
  const own = events.filter(isOwn);
  return processes.map((labels, number) =>
    buildTimeline(labels, own, { number, count: processes.length, start, interval: 0 }),
  );
}

/** The labels of a process at a time; undefined while it is down. */
function labelsAt({ lifetimes }: TargetTimeline, time: number): SeriesLabels | undefined {
  const life = lifetimes.find(({ from, to }) => from <= time && time < to);
  return life?.isUp ? life.labels : undefined;
}
