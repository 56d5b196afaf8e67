import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";
import { conflictFlags, targetFlags, usageExitCode } from "../../sync/sync-flags.js";

const flags = {
  ...targetFlags,
  ...conflictFlags,
  prune: { about: "plan what `telltale prune` deletes" },
  save: { value: "file", about: "save the plan for `telltale sync --plan`" },
} as const satisfies Flags;

/** `telltale plan` */
export const addPlan = defineCommand({
  name: "plan",
  about: "show what a sync would change, without changing anything",
  flags,
  usageExitCode,
  async run({ flags, usageError }) {
    const [{ planProject }, { printPlans, planExitCode, savedOptions }, { documentPlans }] = await Promise.all([
      import("../../sync/open-session.js"),
      import("../../sync/print-plans.js"),
      import("../../../sync/plan/plan-document.js"),
    ]);
    const planned = await planProject(flags, flags);
    if (!planned) return 1;
    printPlans(planned.targets, savedOptions(flags), flags);
    if (flags.save !== undefined) {
      const { writeReport } = await import("../../write-report.js");
      const { workingFolder } = await import("../../working-folder.js");
      const plans = planned.targets.flatMap((one) => ("plan" in one ? [one.plan] : []));
      const text = `${JSON.stringify(documentPlans(plans, savedOptions(flags)), undefined, 2)}\n`;
      writeReport(text, flags.save, workingFolder(flags), (message) =>
        usageError(message.replace("--output", "--save")),
      );
      process.stderr.write(`saved the plan: telltale sync --plan ${flags.save} applies it\n`);
    }
    return planExitCode(planned.targets);
  },
});
