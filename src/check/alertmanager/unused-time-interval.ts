import type { Check } from "../check.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** A time interval that no route names. */
export const unusedTimeInterval: Check = {
  id: "alertmanager/unused-time-interval",
  on: "routing",
  *run({ config }) {
    const used = new Set(
      walkRoutes(config.route).flatMap(({ route: { data } }) => [
        ...(data.active_time_intervals ?? []),
        ...(data.mute_time_intervals ?? []),
      ]),
    );
    for (const interval of config.timeIntervals) {
      const { name } = interval.data;
      if (name === "" || used.has(name)) continue;
      yield {
        summary: `no route uses the time interval "${name}"`,
        fix: "name it in active_time_intervals or mute_time_intervals of a route, or remove it",
        at: config.span(interval),
      };
    }
  },
};
