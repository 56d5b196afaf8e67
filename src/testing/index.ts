import { expect } from "vitest";
import { matchers, type SimulationMatchers } from "./matchers.js";

export type { Alert } from "../model/alert/alert.js";
export { type LineOptions, type LogSource, logs, type PlannedLogs } from "../simulate/logs/planned-logs.js";
export type { Simulation } from "../simulate/run/simulation.js";
export type { Values } from "../simulate/traffic/distribution.js";
export {
  counterReset,
  missingScrape,
  outage,
  podRestart,
  type SimulationEvent,
  scrapeGap,
} from "../simulate/traffic/events.js";
export type { PlannedSeries as Planned } from "../simulate/traffic/planned-series.js";
export {
  type Gone,
  type Points,
  type Profile as Course,
  ramp,
  steps,
  type ValueOrProfile as Over,
} from "../simulate/traffic/profile.js";
export { series } from "../simulate/traffic/series.js";
export { type TrafficOf, type TrafficSource as Busy, traffic } from "../simulate/traffic/traffic.js";
export type {
  FireExpectation as Firing,
  NotificationExpectation as Notifying,
  PendingExpectation as Pending,
  QuietExpectation as Quiet,
  ReceivedExpectation as Receiving,
  ResolveExpectation as Resolving,
  RouteCase,
} from "./expectations.js";
export type { SimulationMatchers } from "./matchers.js";
export { type EnvironmentOf, type SimulateOptions, simulate } from "./simulate.js";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: as Vitest declares it
  interface Matchers<T = any> extends SimulationMatchers<T> {}
}

expect.extend(matchers);
