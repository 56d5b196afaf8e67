import type { Check } from "../check.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** A receiver that no route names. */
export const unusedReceiver: Check = {
  id: "alertmanager/unused-receiver",
  on: "routing",
  *run({ config }) {
    const used = new Set(walkRoutes(config.route).map(({ route }) => route.data.receiver));
    for (const receiver of config.receivers) {
      const { name } = receiver.data;
      if (name === undefined || name === "" || used.has(name)) continue;
      yield {
        summary: `no route leads to the receiver "${name}"`,
        details: "It never gets a notification.",
        fix: "name it in a route, or remove it",
        at: config.span(receiver.fields.get("name") ?? receiver),
      };
    }
  },
};
