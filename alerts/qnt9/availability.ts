import { down } from "telltale";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { highErrorRate, highLatency } from "./requests.js";

/** One alert per service. In a total outage, the alerts on its ratios and latencies have no data. */
export const serviceDown = Object.entries({ auth, user, watchlist, search, frontend }).map(([name, service]) =>
  qnt9.alert("ServiceDown", {
    when: down(service),
    for: "2m",
    severity: "critical",
    labels: { service: name },
    summary: "{{ $labels.app }} is down",
    description:
      "For two minutes, no pod of {{ $labels.app }} has answered a scrape, or it has no pods at all. Look at its pods and " +
      "their last events first, then at the last deployment. If every service is down, look at the collector.",
    runbook: "service-down",
    dashboard: `${name.charAt(0).toUpperCase()}${name.slice(1)} service`,
    panel: "Requests",
    silences: [...highErrorRate, ...highLatency],
  }),
);
