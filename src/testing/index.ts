import { expect } from "vitest";
import { matchers, type SimulationMatchers } from "./matchers.js";

export type { Alert } from "../model/alert/alert.js";
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
export type { Planned } from "../simulate/traffic/planned-series.js";
export { type Course, type Gone, type Over, type Points, ramp, steps } from "../simulate/traffic/profile.js";
export { series } from "../simulate/traffic/series.js";
export { type Busy, type TrafficOf, traffic } from "../simulate/traffic/traffic.js";
export type { Firing, Pending, Quiet, Resolving } from "./expectations.js";
export type { SimulationMatchers } from "./matchers.js";
export { type EnvironmentOf, type SimulateOptions, simulate } from "./simulate.js";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: as Vitest declares it
  interface Matchers<T = any> extends SimulationMatchers<T> {}
}

expect.extend(matchers);
