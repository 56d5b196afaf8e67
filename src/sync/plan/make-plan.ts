import type { DesiredObject, LiveObject } from "../objects/object.js";
import type { Action, Change, Plan } from "./plan.js";
import { type ObjectFilter, selectAll } from "./select.js";

export interface PlanOptions {
  /** Overwrite objects that were edited since the last sync. */
  readonly force?: boolean | undefined;
  /** Take over objects that somebody else made. */
  readonly adopt?: boolean | undefined;
  /** Delete what no definition describes any more, and nothing else. */
  readonly prune?: boolean | undefined;
  /** The objects that the plan is about. @default all */
  readonly isSelected?: ObjectFilter | undefined;
}

/** Compares the objects that the definitions describe with those that a target holds. Pure: it reads and writes nothing. */
export function makePlan(
  place: Pick<Plan, "target" | "identity">,
  desired: readonly DesiredObject[],
  live: readonly LiveObject[],
  options: PlanOptions = {},
): Plan {
  const { isSelected = selectAll } = options;
  const existing = new Map(live.map((object) => [object.id, object]));
  const wanted = new Map(desired.map((object) => [object.id, object]));
  const changes = [
    ...desired.flatMap((object) => planDesired(object, existing.get(object.id), options) ?? []),
    ...live.filter(({ id }) => !wanted.has(id)).map((object) => planOther(object, options)),
  ];
  return { ...place, changes: changes.filter(isSelected).sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

/** Undefined for what is not there, where nothing is to be created. */
function planDesired(desired: DesiredObject, live: LiveObject | undefined, options: PlanOptions): Change | undefined {
  const change = (action: Action, rest: Partial<Change> = {}): Change => {
    const { id, kind, name } = desired;
    return { action, id, kind, name, desired, ...(live && { live }), ...rest };
  };
  if (!live) return options.prune ? undefined : change("create");
  if (live.isShared && live.digest === desired.digest) return change("none");
  if (live.obstacle !== undefined) return change("conflict", { reason: live.obstacle });
  if (live.ownership === "foreign") {
    if (options.adopt && !options.prune) return change("update");
    const owner = live.manager === undefined ? "it exists, and no sync wrote it" : `it is managed by ${live.manager}`;
    return change("conflict", { reason: owner, fix: "rename one of them, or take it over with --adopt" });
  }
  if (live.digest === desired.digest) return change("none");
  if (live.ownership === "edited" && !options.force) {
    const fix = "copy the change into the definitions, or discard it with --force";
    return change("conflict", { reason: "somebody changed it since the last sync", fix });
  }
  return change(options.prune ? "none" : "update");
}

function planOther(live: LiveObject, options: PlanOptions): Change {
  const { id, kind, name } = live;
  const change = { id, kind, name, live };
  if (live.ownership === "foreign") return { ...change, action: "unmanaged" };
  if (!options.prune) return { ...change, action: "orphan" };
  if (live.obstacle !== undefined) return { ...change, action: "conflict", reason: live.obstacle };
  if (live.ownership === "edited" && !options.force) {
    const reason = "no definition describes it any more, but somebody changed it since the last sync";
    return { ...change, action: "conflict", reason, fix: "delete it by hand, or with --force" };
  }
  return { ...change, action: "delete" };
}
