import type { MovedAlert, RecipientsComparison } from "../../compile/index.js";

/** Renders a comparison of recipients for people. */
export function renderComparison({ moved, compared }: RecipientsComparison, revision: string): string {
  if (moved.length === 0) return `none of ${compared} alerts reaches other receivers than at ${revision}\n`;
  const places = new Map<string, MovedAlert[]>();
  for (const one of moved) places.set(placeOf(one), [...(places.get(placeOf(one)) ?? []), one]);
  const blocks = Array.from(places, ([place, alerts]) => {
    const names = alerts.map(({ alert, severity }) => `${alert} (${severity})`);
    const width = Math.max(...names.map((name) => name.length));
    const lines = alerts.map((one, index) => `  ${names[index]!.padEnd(width)}  ${describeMove(one)}\n`);
    return `\n${place}\n${lines.join("")}`;
  });
  return `${moved.length} of ${compared} alerts ${moved.length === 1 ? "reaches" : "reach"} other receivers than at ${revision}\n${blocks.join("")}`;
}

function placeOf({ system, environment }: MovedAlert): string {
  return `${system} in ${environment}`;
}

export function describeMove({ before, after }: MovedAlert): string {
  if (before === undefined) return `is new → ${list(after!)}`;
  return after === undefined ? `is gone, reached ${list(before)}` : `${list(before)} → ${list(after)}`;
}

function list(recipients: readonly string[]): string {
  return recipients.length === 0 ? "nobody" : recipients.join(", ");
}

/** Renders a comparison of recipients for programs. */
export function renderComparisonJson(comparison: RecipientsComparison, revision: string): string {
  return `${JSON.stringify({ revision, ...documentComparison(comparison) }, null, 2)}\n`;
}

/** A comparison of recipients as JSON: `null` is the side that an alert does not have. */
export function documentComparison({ moved, compared }: RecipientsComparison) {
  const alerts = moved.map(({ before = null, after = null, ...alert }) => ({ ...alert, before, after }));
  return { compared, moved: alerts };
}
