import { signed, signedDollars } from "../cost/render-cost.js";
import { joinMoves } from "../route/join-moves.js";
import type { NamedChange, ProjectChanges } from "./change.js";

export const actions = ["added", "removed", "renamed", "moved", "changed"] as const;

/** How many things of a kind were added, removed and so on. */
export type Counts = Readonly<Record<(typeof actions)[number], number>>;

export function countActions(changes: readonly Pick<NamedChange, "action">[]): Counts {
  const count = (action: NamedChange["action"]) => changes.filter((one) => one.action === action).length;
  return {
    added: count("added"),
    removed: count("removed"),
    renamed: count("renamed"),
    moved: count("moved"),
    changed: count("changed"),
  };
}

/** The kinds of things that differ, with the word for one of them and for several. */
export function listKinds(changes: ProjectChanges): readonly { readonly kind: string; readonly counts: Counts }[] {
  const { alerts, notifications, slos, recordingRules, dashboards } = changes;
  // The panels of a new dashboard are not counted one by one.
  const existing = dashboards.filter(({ action }) => action !== "added" && action !== "removed");
  const kinds = [
    { kind: "alert", counts: countActions(alerts) },
    { kind: "notification setting", counts: countActions(notifications) },
    { kind: "SLO", counts: countActions(slos) },
    { kind: "recording rule", counts: countActions(recordingRules) },
    { kind: "dashboard", counts: countActions(dashboards) },
    { kind: "panel", counts: countActions(existing.flatMap(({ panels }) => panels)) },
    { kind: "variable", counts: countActions(existing.flatMap(({ variables }) => variables)) },
  ];
  return kinds.filter(({ counts }) => Object.values(counts).some((count) => count > 0));
}

/** `1 alert added, 2 alerts changed, 3 alerts reach others, +120 series, +$0.78 a month` */
export function renderTotals(changes: ProjectChanges): string {
  const kinds = listKinds(changes).flatMap(({ kind, counts }) =>
    actions.flatMap((action) => (counts[action] === 0 ? [] : [`${plural(counts[action], kind)} ${action}`])),
  );
  return [...kinds, ...describeMoved(changes), ...describeCost(changes)].join(", ");
}

/** `3 alerts reach others`, counted once for all environments. */
export function describeMoved({ recipients }: ProjectChanges): readonly string[] {
  const count = joinMoves(recipients.moved).length;
  return count === 0 ? [] : [`${plural(count, "alert")} ${count === 1 ? "reaches" : "reach"} others`];
}

/** The sum over all systems and environments. */
export function describeCost({ costs }: ProjectChanges): readonly string[] {
  if (costs.length === 0) return [];
  const sum = (pick: (one: ProjectChanges["costs"][number]) => number) =>
    costs.reduce((total, one) => total + pick(one), 0);
  return [`${signed(sum(({ series }) => series))} series, ${signedDollars(sum(({ dollars }) => dollars))} a month`];
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
