import type { Artifact } from "../compile/index.js";
import { nearest } from "../diagnostics/nearest.js";
import type { Duration } from "../model/definition/duration.js";
import { Origin } from "../model/definition/origin.js";
import { isPerEnvironment } from "../model/definition/per-environment.js";
import { renderSelector } from "../model/expression/matchers.js";
import type { LogStream } from "../model/metric/log-stream.js";
import { servicesOf } from "../model/system/catalogue.js";
import type { SystemFacts } from "../model/system/system.js";
import { mutationSession } from "../mutate/session.js";
import type { PlannedLogs } from "../simulate/logs/planned-logs.js";
import { isSameStream } from "../simulate/logs/same-stream.js";
import { evaluatedParts } from "../simulate/run/evaluated-parts.js";
import { createLazySimulation } from "../simulate/run/lazy-simulation.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { parseTime, type SimulationEvent } from "../simulate/traffic/events.js";
import type { PlannedSeries } from "../simulate/traffic/planned-series.js";
import { requireArgument, requireOptions } from "../simulate/traffic/require-argument.js";
import { upgradeSession } from "../simulate/upgrade/session.js";
import { compileSystem } from "./project.js";

/** A system, as returned by `system(…)`. */
export type AnySystem = SystemFacts & { perEnvironment(values: never): unknown };

/** The environments that a system names, or any string if it names none. */
export type EnvironmentOf<S> = S extends { perEnvironment(values: infer Values): unknown }
  ? keyof Values & string
  : string;

export interface SimulateOptions<Environment extends string = string> {
  /**
   * The series of the simulation. Besides them, there are only those that Prometheus writes for every target, such as
   * `up`, which is 1 unless an event says otherwise.
   */
  readonly series?: readonly PlannedSeries[];
  /** The log lines of the simulation, which Loki's rules read. */
  readonly logs?: readonly PlannedLogs[];
  /** Events during the simulation. */
  readonly events?: readonly SimulationEvent[];
  /** Duration of the simulation. */
  readonly for: Duration;
  /** Environment whose rules and settings apply. @default `prod` or `production`, or else the first */
  readonly environment?: Environment;
  /** Start time, for rules that depend on the clock: `"2026-01-05T09:00:00Z"`. @default the Unix epoch */
  readonly start?: string;
}

/**
 * Evaluates a system's rules over described series, as Prometheus would: at the project's scrape and evaluation intervals,
 * with the semantics of the targeted release. Hours take milliseconds. Rules in LogQL are evaluated over described log
 * lines, as Loki's ruler would.
 *
 * Includes all rules of the system, whether or not the test imports them.
 *
 * @example
 * const run = await simulate(qnt9, { series: [traffic(user.http, { errors: 0.06 })], for: "20m" });
 * expect(run).toFire(highErrorRate, { after: "5m" });
 * @example
 * const run = await simulate(qnt9, { logs: [logs(user, { level: "ERROR", rate: 2 })], for: "20m" });
 * expect(run).toFire(manyErrors, { within: "10m" });
 */
export async function simulate<S extends AnySystem>(
  system: S,
  options: SimulateOptions<EnvironmentOf<S>>,
): Promise<Simulation> {
  const origin = new Origin(simulate as never);
  requireArgument("simulate(…)", "a system", system, (value) => "definitions" in value);
  requireOptions("simulate(…)", '{ series: […], for: "20m" }', options);
  const { series = [], logs = [], events = [] } = options;
  requireAll("series", "traffic(…) or series(…)", series, ({ kind }) => kind === "planned");
  requireAll("logs", "logs(…)", logs, ({ kind }) => kind === "planned logs");
  requireAll("events", "outage(…) or another event", events, ({ kind }) => !kind?.startsWith("planned"));
  const { system: loaded, settings, artifacts } = await compileSystem(system, options.environment);
  const parts = [...series, ...logs, ...events];
  rejectForeignServices(loaded, parts);
  rejectLeftOutServices(loaded, settings.environment, parts);
  rejectForeignStreams(loaded, artifacts, logs);
  const start = parseStart(options.start);
  const length = parseTime(options.for);
  const plan = { ...{ system: loaded, settings, series, logs, events, start, length }, ...evaluatedParts(artifacts) };
  await upgradeSession()?.compare(plan, origin.span);
  const session = mutationSession();
  return session ? session.simulations.run(plan, artifacts, session) : createLazySimulation(plan);
}

type SimulationPart = PlannedSeries | PlannedLogs | SimulationEvent;

function requireAll(
  option: string,
  what: string,
  values: readonly unknown[],
  isValid: (value: { readonly kind?: string }) => boolean,
): void {
  requireArgument(`"${option}" of simulate(…)`, `a list of ${what}`, values, Array.isArray);
  for (const value of values) requireArgument(`"${option}" of simulate(…)`, what, value, isValid);
}

/** Rejects series and events of another system, unless its definitions use metrics of that service. */
function rejectForeignServices({ name, guests = [] }: SystemFacts, parts: readonly SimulationPart[]): void {
  for (const part of parts) {
    if (!("system" in part) || part.system === undefined || part.system === name) continue;
    if (guests.some((guest) => guest.system === part.system && guest.name === part.service)) continue;
    throw new Error(`the service "${part.service}" belongs to the system "${part.system}", not to "${name}"`);
  }
}

/** Rejects series and events of services that the environment does not have: without them, the test proves nothing. */
function rejectLeftOutServices(system: SystemFacts, environment: string, parts: readonly SimulationPart[]): void {
  const present = new Set(servicesOf(system).map(({ name }) => name));
  for (const part of parts) {
    if (!("service" in part) || part.service === undefined || present.has(part.service)) continue;
    throw new Error(`the service "${part.service}" is left out of the environment "${environment}"`);
  }
}

/** Rejects lines of a stream that is not the system's: no rule would read them. */
function rejectForeignStreams(system: SystemFacts, artifacts: readonly Artifact[], logs: readonly PlannedLogs[]): void {
  const streams = [...servicesOf(system).flatMap((service) => service.logs), ...readStreams(artifacts)];
  for (const { stream } of logs) {
    if (streams.some((one) => isSameStream(one, stream))) continue;
    const known = [...new Set(streams.map(describeSelector))];
    const selector = describeSelector(stream);
    const similar = nearest(selector, known);
    const hint = similar !== undefined && similar !== selector ? `; did you mean that of ${similar}?` : "";
    throw new Error(`the system "${system.name}" has no such log stream ${selector}${hint}`);
  }
}

/** The log streams that rules read. */
function readStreams(artifacts: readonly Artifact[]): readonly LogStream[] {
  return artifacts.flatMap((artifact) =>
    artifact.kind === "loki rules" ? artifact.rules.flatMap(({ query }) => [...query.composed.references.logs]) : [],
  );
}

function describeSelector({ selector }: LogStream): string {
  const fixed = Object.entries(selector).filter(([, match]) => !isPerEnvironment(match));
  return renderSelector(Object.fromEntries(fixed) as Parameters<typeof renderSelector>[0]).text;
}

function parseStart(text: string | undefined): number {
  if (text === undefined) return 0;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`"${text}" is not a time: write "2026-01-05T09:00:00Z"`);
  return time;
}
