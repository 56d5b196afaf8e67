import { defineCommand } from "../../command.js";
import { targetFlags, usageExitCode } from "../../sync/sync-flags.js";

/** `telltale drift` */
export const addDrift = defineCommand({
  name: "drift",
  about: "show what others changed or deleted since the last sync",
  flags: targetFlags,
  usageExitCode,
  async run({ flags }) {
    const [{ planProject }, { selectDrift }, { printPlans, savedOptions }] = await Promise.all([
      import("../../sync/open-session.js"),
      import("../../../sync/plan/select-drift.js"),
      import("../../sync/print-plans.js"),
    ]);
    const planned = await planProject(flags, {});
    if (!planned) return 1;
    const drifted = planned.targets.map((one) => ("plan" in one ? { ...one, plan: selectDrift(one.plan) } : one));
    printPlans(drifted, savedOptions(flags), flags);
    if (drifted.some((one) => "failure" in one)) return 1;
    return drifted.some((one) => "plan" in one && one.plan.changes.some(({ action }) => action !== "none")) ? 2 : 0;
  },
});
