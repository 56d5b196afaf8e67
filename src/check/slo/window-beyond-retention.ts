import { durationMs } from "../../model/definition/duration.js";
import { settingMs } from "../../model/project/project.js";
import { longestRange } from "../../model/slo/slo-window.js";
import type { Check } from "../check.js";

/** An objective over a time of which Prometheus has forgotten a part. */
export const windowBeyondRetention: Check = {
  id: "slo/window-beyond-retention",
  on: "slo",
  *run({ slo: { window, tiers }, context, locate }) {
    const { retention } = context.settings;
    if (retention === undefined) return;
    const kept = settingMs(retention);
    const range = longestRange(window);
    if (durationMs(range)! > kept) {
      yield {
        summary: `its window is ${range}, but series are kept for ${retention}`,
        details: "Older samples are gone. The budget is that of the time that is left, and nothing shows it.",
        fix: "use a shorter window, or keep series for longer and set `retention` of the environment to match",
        at: locate("window"),
      };
    }
    for (const { name, within } of tiers) {
      // The alert looks for events from before its long window.
      if (2 * durationMs(within)! <= kept) continue;
      yield {
        summary: `the alert "${name}" looks back ${within} twice, but series are kept for ${retention}`,
        details: "It waits for events from before its long window, which are gone: it never fires.",
        fix: `shorten it, or leave it out with alerts: { ${name}: false }`,
        at: locate("alerts", name),
      };
    }
  },
};
