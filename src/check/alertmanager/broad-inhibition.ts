import type { Check } from "../check.js";

/** An inhibition rule without `equal`, whose sides name no alert. */
export const broadInhibition: Check = {
  id: "alertmanager/broad-inhibition",
  on: "routing",
  *run({ config }) {
    for (const rule of config.inhibitRules) {
      if ((rule.data.equal ?? []).length > 0) continue;
      const names = [rule.source, rule.target].map((side) => side.some(({ name }) => name === "alertname"));
      if (names.every(Boolean)) continue;
      yield {
        summary: "one alert silences the alerts of every service: the rule compares no label",
        details: "Without `equal`, any alert on the one side silences all alerts on the other.",
        fix: "list the labels that both must share: equal: [alertname, service]",
        at: config.span(rule),
      };
    }
  },
};
