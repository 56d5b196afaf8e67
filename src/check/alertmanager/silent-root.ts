import type { Check } from "../check.js";

/** A root route whose receiver notifies nobody. */
export const silentRoot: Check = {
  id: "alertmanager/silent-root",
  on: "routing",
  *run({ config }) {
    const { route } = config;
    const name = route?.data.receiver;
    const receiver = config.receivers.find(({ data }) => data.name === name);
    if (route === undefined || receiver === undefined) return;
    const kinds = Object.entries(receiver.data).filter(([field]) => field.endsWith("_configs"));
    if (kinds.some(([, list]) => Array.isArray(list) && list.length > 0)) return;
    yield {
      summary: `alerts that no route takes reach nobody: the receiver "${name}" is empty`,
      details: "A misspelled severity, or a new system, is lost without a trace.",
      fix: "give the root a receiver that people see, and route what may be lost to the empty one",
      at: config.span(route.fields.get("receiver") ?? route),
    };
  },
};
