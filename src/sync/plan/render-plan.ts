import pc from "picocolors";
import type { Difference } from "../../formats/differences/difference.js";
import { compareContents } from "./differences/compare.js";
import { type Action, type Change, countActions, type Plan } from "./plan.js";

export interface RenderPlanOptions {
  readonly color: boolean;
  /** The most objects to list for one action. */
  readonly maxObjects?: number;
}

const maxDifferences = 12;

const signs: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  missing: "-",
  conflict: "!",
  orphan: "?",
  none: " ",
  unmanaged: " ",
};

/** The actions that are listed object by object, in this order; the others are only counted. */
const listed: readonly Action[] = ["create", "update", "delete", "missing", "orphan", "conflict"];

/** Returns the differences between an object as it is and as the definitions describe it. */
export function differencesOf({ kind, live, desired }: Change): readonly Difference[] {
  if (!live || !desired || live.digest === desired.digest) return [];
  return compareContents(kind, live.describe(), desired.describe());
}

/** Renders a plan as text. */
export function renderPlan(plan: Plan, { color, maxObjects = 40 }: RenderPlanOptions): string {
  const paint = pc.createColors(color);
  const colors: Partial<Record<Action, (text: string) => string>> = {
    create: paint.green,
    update: paint.yellow,
    delete: paint.red,
    missing: paint.red,
    conflict: paint.magenta,
    orphan: paint.dim,
  };
  const lines = [`${paint.bold(plan.target)} ${paint.dim(plan.identity)}`];
  for (const action of listed) {
    const changes = plan.changes.filter((change) => change.action === action);
    const paintSign = colors[action] ?? String;
    for (const change of changes.slice(0, maxObjects)) {
      lines.push(`  ${paintSign(signs[action])} ${describeObject(change)}`, ...explain(change));
    }
    if (changes.length > maxObjects) lines.push(`    and ${changes.length - maxObjects} more`);
  }
  return `${lines.join("\n")}\n  ${summarize(plan)}\n`;
}

/** `dashboard "Cart" (dashboards/cart)` */
export function describeObject({ kind, name, id }: Change): string {
  return `${kind} "${name}" (${id})`;
}

function explain(change: Change): readonly string[] {
  const { action, reason, fix } = change;
  const lines: string[] = [];
  if (action === "conflict") lines.push(`      ${reason}${fix === undefined ? "" : `: ${fix}`}`);
  if (action === "missing") lines.push("      it is missing: telltale sync writes it again");
  if (action === "orphan") lines.push("      no definition describes it any more: telltale prune deletes it");
  if (change.live?.obstacle !== undefined) return lines;
  const isDrift = change.live?.ownership === "edited" || change.live?.isUnmarked === true;
  if (action !== "update" && !(action === "conflict" && isDrift)) return lines;
  const differences = differencesOf(change);
  lines.push(...differences.slice(0, maxDifferences).map((one) => `      ${renderDifference(one)}`));
  if (differences.length > maxDifferences) lines.push(`      and ${differences.length - maxDifferences} more`);
  return lines;
}

/** Members of dashboards whose JSON, cut to a line, says nothing that their name does not say. */
const namedMember = /(?:^| › )(?:panel|row|link) "[^›]*"$/;

function renderDifference({ path, before, after }: Difference): string {
  const place = path === "" ? "" : `${path}: `;
  if (before === undefined && namedMember.test(path)) return `${place}added`;
  if (after === undefined && namedMember.test(path)) return `${place}removed`;
  if (before === undefined) return `${place}added ${after}`;
  if (after === undefined) return `${place}removed ${before}`;
  return `${place}${before} → ${after}`;
}

/** `3 to create, 1 to update, 12 unchanged, 1 in conflict` */
export function summarize(plan: Plan): string {
  const counts = countActions(plan);
  const parts = [
    [counts.create, "to create"],
    [counts.update, "to update"],
    [counts.delete, "to delete"],
    [counts.none, "unchanged"],
    [counts.missing, "missing"],
    [counts.conflict, "in conflict"],
    [counts.orphan, "no longer defined"],
    [counts.unmanaged, "of others"],
  ] as const;
  const present = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return present.length === 0 ? "nothing to sync" : present.join(", ");
}
