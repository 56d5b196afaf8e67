import type { SystemFacts } from "../../src/model/system/system.js";
import { type ProcessEvent, outage as plannedOutage, type ServiceLike } from "../../src/simulate/traffic/events.js";
import type { PlannedSeries } from "../../src/simulate/traffic/planned-series.js";
import type { Profile } from "../../src/simulate/traffic/profile.js";

/** A value that a test changes while time passes. It keeps its history, so that a simulation can repeat it. */
export interface LiveValue<T> {
  readonly profile: Profile<T>;
  set(value: T): void;
}

/** Creates a value for traffic that starts at a time. */
export function liveValue<T>(start: number, initial: T): LiveValue<T> {
  const points = [{ at: 0, value: initial }];
  return {
    profile: { kind: "profile", interpolation: "step", points },
    set: (value) => void points.push({ at: Date.now() - start, value }),
  };
}

/**
 * Traffic and events of a system that a test directs: it waits for what the servers do before it goes on. Times are in
 * milliseconds since 1970.
 */
export interface Scenario {
  readonly system: SystemFacts;
  readonly start: number;
  readonly series: readonly PlannedSeries[];
  /** The events so far. An outage that goes on has an infinite length. */
  events(): readonly ProcessEvent[];
  outage(service: ServiceLike): LiveOutage;
}

export interface LiveOutage {
  readonly start: number;
  /** Ends the outage, and returns the time. */
  end(): number;
}

export function createScenario(system: SystemFacts, start: number, series: readonly PlannedSeries[]): Scenario {
  const outages: { service: ServiceLike; start: number; end: number }[] = [];
  return {
    ...{ system, start, series },
    events: () =>
      outages.map((one) => ({
        ...plannedOutage(one.service, { at: `${BigInt(one.start - start)}ms`, for: "0s" }),
        length: one.end - one.start,
      })),
    outage(service) {
      const one = { service, start: Date.now(), end: Number.POSITIVE_INFINITY };
      outages.push(one);
      return { start: one.start, end: () => (one.end = Date.now()) };
    },
  };
}
