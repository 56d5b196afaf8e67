import { parseDuration } from "../../formats/prometheus/duration.js";
import type { Check } from "../check.js";
import { inheritedValue, walkRoutes } from "./facts/walk-routes.js";

/** A repeat interval that is shorter than the interval at which a group is flushed. */
export const shortRepeat: Check = {
  id: "alertmanager/short-repeat",
  on: "routing",
  *run({ config }) {
    for (const position of walkRoutes(config.route)) {
      const { route } = position;
      if (route.data.repeat_interval === undefined && route.data.group_interval === undefined) continue;
      const repeat = String(inheritedValue(position, "repeat_interval") ?? "4h");
      const group = String(inheritedValue(position, "group_interval") ?? "5m");
      const [repeatMs, groupMs] = [parseDuration(repeat), parseDuration(group)];
      if (repeatMs === undefined || groupMs === undefined || repeatMs >= groupMs) continue;
      yield {
        summary: `a notification cannot be repeated every ${repeat}: its group is flushed every ${group}`,
        details: "Alertmanager repeats a notification only when it flushes the group, at group_interval.",
        fix: "make repeat_interval a multiple of group_interval, or group_interval shorter",
        at: config.span(route.fields.get("repeat_interval") ?? route.fields.get("group_interval") ?? route),
      };
    }
  },
};
