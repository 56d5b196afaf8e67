import type { Change, Plan } from "./plan.js";

/**
 * Selects the objects of a plan that others changed or deleted since the last sync. Missing objects are included: the
 * target cannot tell deleted ones from those never synced. Of a target without marks every difference is included, because
 * edits look the same as changes of the definitions.
 */
export function selectDrift(plan: Plan): Plan {
  const changes = plan.changes.flatMap((change): readonly Change[] => {
    if (change.action === "create") return [{ ...change, action: "missing" }];
    if (change.action === "none") return [change];
    if (change.action === "update" && change.live?.isUnmarked) {
      const reason = "somebody changed it, or the definitions changed since the last sync";
      return [{ ...change, action: "conflict", reason }];
    }
    return change.live?.ownership === "edited" ? [{ ...change, action: "conflict" }] : [];
  });
  return { ...plan, changes };
}
