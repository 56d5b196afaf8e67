import type { Change, Plan } from "./plan.js";

/**
 * Selects the objects of a plan that others changed or deleted since the last sync. An object that is missing counts,
 * although it may also never have been synced: the target cannot tell. Neither can one without marks tell edits of others from changes
 * of the definitions.
 */
export function selectDrift(plan: Plan): Plan {
  const changes = plan.changes.flatMap((change): readonly Change[] => {
    if (change.action === "create")
      return [{ ...change, action: "conflict", reason: "it is missing", fix: "telltale sync writes it again" }];
    if (change.action === "none") return [change];
    if (change.action === "update" && change.live?.isUnmarked) {
      const reason = "somebody changed it, or the definitions changed since the last sync";
      return [{ ...change, action: "conflict", reason }];
    }
    return change.live?.ownership === "edited" ? [{ ...change, action: "conflict" }] : [];
  });
  return { ...plan, changes };
}
