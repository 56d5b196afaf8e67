import { alertCalls } from "./alerts.js";
import { dashboardCalls } from "./dashboards.js";
import { exporterCalls } from "./exporters.js";
import type { Call } from "./fixtures.js";
import { infrastructureCalls } from "./infrastructure.js";
import { libraryCalls } from "./library.js";
import { metricCalls } from "./metrics.js";
import { monitorCalls } from "./monitors.js";
import { panelCalls } from "./panels.js";
import { queryCalls } from "./queries.js";
import { systemCalls } from "./systems.js";

/** A call of every function that definitions import. */
export const calls: readonly Call[] = [
  ...metricCalls,
  ...alertCalls,
  ...systemCalls,
  ...dashboardCalls,
  ...panelCalls,
  ...queryCalls,
  ...libraryCalls,
  ...infrastructureCalls,
  ...monitorCalls,
  ...exporterCalls,
];
