import { findServiceNames } from "../../model/system/identity.js";
import { serviceKey } from "../../model/system/service-key.js";
import type { Check } from "../check.js";

/** An SLO whose events end with its service, and no alert that would say so. */
export const noOutageAlert: Check = {
  id: "slo/no-outage-alert",
  on: "estate",
  *run({ slos, rules, context: { isIncomplete } }) {
    if (isIncomplete) return;
    const watched = new Set(rules.flatMap(({ condition }) => (condition?.traits.outageOf ?? []).map(serviceKey)));
    for (const { slo, context, name, allow, locate } of slos) {
      if (slo.indicator.countsTime || !context.catalogue) continue;
      const services = findServiceNames(slo.indicator.total, context.catalogue);
      const unwatched = services.filter((service) => !watched.has(serviceKey(service))).map(({ name }) => name);
      if (unwatched.length === 0) continue;
      const [first] = unwatched;
      yield {
        summary: `when ${unwatched.map((service) => `"${service}"`).join(" or ")} is down, nothing says so`,
        details:
          "A service that is down answers nothing, so nothing fails either: its budget lasts, and no alert fires.",
        fix: `add an alert with when: down(${first}), or an SLO with uptime(${first})`,
        at: locate("indicator"),
        subject: name,
        allow,
      };
    }
  },
};
