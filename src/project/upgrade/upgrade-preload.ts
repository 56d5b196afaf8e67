import { appendFileSync } from "node:fs";
import { prometheusRelease } from "../../model/project/releases.js";
import { startUpgradeSession } from "../../simulate/upgrade/session.js";
import { type UpgradeMessage, type UpgradeRequest, upgradeVariable } from "./upgrade-messages.js";

// Loaded by every process of Vitest before its tests, whatever the project's configuration says.
const request = JSON.parse(process.env[upgradeVariable] ?? "") as UpgradeRequest;
startUpgradeSession({
  async compare(plan, span) {
    const [{ simulationScenario }, { compareScenario }] = await Promise.all([
      import("../../simulate/upgrade/scenario.js"),
      import("../../simulate/upgrade/compare-scenario.js"),
    ]);
    const before = prometheusRelease(plan.settings.versions);
    const pair = { before, after: prometheusRelease({ ...plan.settings.versions, prometheus: request.after }) };
    const message: UpgradeMessage = { differences: compareScenario(simulationScenario(plan, pair, span)) };
    appendFileSync(request.messages, `${JSON.stringify(message)}\n`);
  },
});
