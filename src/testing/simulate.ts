import type { Duration } from "../model/definition/duration.js";
import type { SystemFacts } from "../model/system/system.js";
import { runSimulation, type Simulation } from "../simulate/run/simulation.js";
import { formatTime } from "../simulate/timeline/draw.js";
import { parseTime, type SimulationEvent } from "../simulate/traffic/events.js";
import type { PlannedSeries } from "../simulate/traffic/planned-series.js";
import { compileSystem } from "./project.js";

/** A system, as `system(…)` makes it. */
export type AnySystem = SystemFacts & { perEnvironment(values: never): unknown };

/** The environments that a system names; any where it names none. */
export type EnvironmentOf<S> = S extends { perEnvironment(values: infer Values): unknown }
  ? keyof Values & string
  : string;

export interface SimulateOptions<Environment extends string = string> {
  /** What there is to see. Nothing else exists: no traffic means no series. */
  readonly series?: readonly PlannedSeries[];
  /** What happens to services meanwhile. */
  readonly events?: readonly SimulationEvent[];
  /** How long it runs. */
  readonly for: Duration;
  /** Whose rules and settings hold. Default: the one called `prod` or `production`, or else the first. */
  readonly environment?: Environment;
  /** When it starts, for rules that look at the clock: `"2026-01-05T09:00:00Z"`. Default: the beginning of 1970. */
  readonly start?: string;
}

/**
 * Lets the rules of a system look at what is described, from the start to the end of a run, as Prometheus would: at the
 * project's scrape and evaluation intervals, with the semantics of the release it targets. Hours take milliseconds.
 *
 * All rules of the system take part, whether the test imports them or not.
 *
 * @example
 * const run = await simulate(qnt9, { series: [traffic(user.http, { errors: 0.06 })], for: "20m" });
 * expect(run).toFire(highErrorRatio, { after: "5m" });
 */
export async function simulate<S extends AnySystem>(
  system: S,
  options: SimulateOptions<EnvironmentOf<S>>,
): Promise<Simulation> {
  const { series = [], events = [] } = options;
  rejectForeignServices(system, [...series, ...events]);
  const { system: loaded, settings, compiled } = await compileSystem(system, options.environment);
  const rules = compiled.artifacts.filter((artifact) => artifact.kind === "prometheus rules");
  const run = runSimulation({
    ...{ system: loaded, settings, series, events },
    rules: rules.filter((artifact) => artifact.system.name === system.name),
    start: parseStart(options.start),
    length: parseTime(options.for),
  });
  throwOnProblems(run);
  return run;
}

/** What is of another system has no place in this one. */
function rejectForeignServices({ name }: SystemFacts, parts: readonly (PlannedSeries | SimulationEvent)[]): void {
  for (const part of parts) {
    if (!("system" in part) || part.system === name) continue;
    throw new Error(`the service "${part.service}" is of the system "${part.system}", not of "${name}"`);
  }
}

function parseStart(text: string | undefined): number {
  if (text === undefined) return 0;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`"${text}" is no time: write it as in "2026-01-05T09:00:00Z"`);
  return time;
}

/** A rule that Prometheus cannot evaluate keeps quiet for the wrong reason. */
function throwOnProblems({ problems, start }: Simulation): void {
  const [first] = problems;
  if (!first) return;
  const { rule, at, message } = first;
  const more = problems.length === 1 ? "" : `, and ${problems.length - 1} more times`;
  const which = `rule ${rule.index + 1} of group "${rule.group}"`;
  throw new Error(`${which} cannot be evaluated at ${formatTime(at - start)}${more}: ${message}`);
}
