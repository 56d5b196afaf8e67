import { visible } from "../../diagnostics/display-width.js";
import type { Difference } from "../../formats/differences/difference.js";
import { describeCostDifference } from "../cost/render-cost.js";
import { type JoinedMove, joinMoves, nameMove } from "../route/join-moves.js";
import { describeMove } from "../route/render-comparison.js";
import type { DashboardChange, NamedChange, PanelChange, ProjectChanges, SystemChange } from "./change.js";

/** A line of a report: what is added, removed or changed, or what is the same. Its text has no control characters. */
export interface ChangeLine {
  readonly sign: "+" | "-" | "~" | " ";
  readonly text: string;
}

export interface ChangeSection {
  readonly title: string;
  readonly lines: readonly ChangeLine[];
}

/** Fields that tell what is new; the others are in the JSON. */
const introduced = new Set(["for", "expr", "annotations.summary", "objective", "window", "title"]);

const signs = { added: "+", removed: "-", renamed: "~", moved: "~", changed: "~" } as const;

/** Writes the changes of a project as lines, a section for each kind of thing that differs. */
export function listSections(changes: ProjectChanges): readonly ChangeSection[] {
  const { alerts, recordingRules, slos, dashboards, recipients, notifications, costs } = changes;
  const sections = [
    {
      title: "Alerts",
      lines: alerts.flatMap((one) => describeSystemChange(one, one.severity === "" ? "" : ` (${one.severity})`)),
    },
    { title: "Recipients", lines: joinMoves(recipients.moved).flatMap(describeRecipients) },
    { title: "Notifications", lines: notifications.flatMap((one) => describeSystemChange(one)) },
    { title: "SLOs", lines: slos.flatMap((one) => describeSystemChange(one)) },
    { title: "Recording rules", lines: recordingRules.flatMap((one) => describeSystemChange(one)) },
    { title: "Dashboards", lines: dashboards.flatMap(describeDashboard) },
    { title: "Cost", lines: costs.flatMap(describeCostDifference).map((text) => line("~", text)) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function line(sign: ChangeLine["sign"], text: string): ChangeLine {
  return { sign, text: visible(text) };
}

function describeSystemChange(change: SystemChange, note = ""): readonly ChangeLine[] {
  const { system, environments } = change;
  return describeChange({ ...change, name: `${change.name}${note} of ${system} in ${environments.join(", ")}` }, "  ");
}

function describeChange({ action, name, formerly, fields }: NamedChange, indent: string): readonly ChangeLine[] {
  const outer = indent.slice(2);
  const suffix = { added: "", removed: "", renamed: `, formerly ${formerly}`, moved: " has moved", changed: "" }[
    action
  ];
  const shown = action === "removed" ? [] : fields.filter(({ path }) => action !== "added" || introduced.has(path));
  return [
    line(signs[action], `${outer}${name}${suffix}`),
    ...shown.flatMap((field) => describeField(field, indent, action === "added")),
  ];
}

function describeDashboard(dashboard: DashboardChange): readonly ChangeLine[] {
  const { action, panels, variables } = dashboard;
  const count = `${panels.length} ${panels.length === 1 ? "panel" : "panels"}`;
  if (action === "added" || action === "removed") {
    return describeSystemChange({ ...dashboard, fields: [] }, `, ${count},`);
  }
  return [
    ...describeSystemChange(dashboard),
    ...panels.flatMap((one) => describePart(quoteTitles(one))),
    ...variables.flatMap((one) => describePart({ ...one, name: `variable ${one.name}` })),
  ];
}

/** `panel "Requests"`, formerly `panel "Traffic"` */
function quoteTitles({ kind, ...change }: PanelChange): NamedChange {
  const { name, formerly } = change;
  return {
    ...change,
    name: `${kind} "${name}"`,
    ...(formerly !== undefined && { formerly: `${kind} "${formerly}"` }),
  };
}

/** A new panel needs no fields: people look at it. */
function describePart(part: NamedChange): readonly ChangeLine[] {
  return describeChange(part.action === "added" ? { ...part, fields: [] } : part, "    ");
}

/** The length to which a field with both values is one line. */
const maxLine = 110;

function describeField({ path, before, after }: Difference, indent: string, isNew: boolean): readonly ChangeLine[] {
  const head = `${indent}${path}: `;
  if (isNew)
    return isOneLine(after) ? [line("+", `${head}${after}`)] : [line("+", head), ...listLines("+", after!, indent)];
  if (before === undefined) return describeOneSide("+", head, after!, indent);
  if (after === undefined) return describeOneSide("-", head, before, indent);
  const joined = `${head}${before} → ${after}`;
  if (isOneLine(joined) && joined.length <= maxLine) return [line("~", joined)];
  return [line(" ", head), ...compareLines(before.split("\n"), after.split("\n"), `${indent}  `)];
}

function describeOneSide(sign: "+" | "-", head: string, value: string, indent: string): readonly ChangeLine[] {
  return isOneLine(value) ? [line(sign, `${head}${value}`)] : [line(sign, head), ...listLines(sign, value, indent)];
}

function isOneLine(text: string | undefined): boolean {
  return text === undefined || !text.includes("\n");
}

function listLines(sign: "+" | "-", text: string, indent: string): readonly ChangeLine[] {
  return text.split("\n").map((one) => line(sign, `${indent}  ${one}`));
}

/** Shows two texts as one, with the lines that only one of them has. */
function compareLines(before: readonly string[], after: readonly string[], indent: string): readonly ChangeLine[] {
  const kept = longestCommon(before, after);
  const lines: ChangeLine[] = [];
  let [was, is] = [0, 0];
  for (const [keptBefore, keptAfter] of [...kept, [before.length, after.length] as const]) {
    while (was < keptBefore) lines.push(line("-", indent + before[was++]!));
    while (is < keptAfter) lines.push(line("+", indent + after[is++]!));
    if (was < before.length && is < after.length) lines.push(line(" ", indent + before[was]!));
    was++;
    is++;
  }
  return lines;
}

/** Texts with more lines than this are shown one after the other. */
const maxLines = 200;

/** The indexes of the lines of a longest common subsequence, in both texts. */
function longestCommon(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  if (before.length > maxLines || after.length > maxLines) return [];
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let was = before.length - 1; was >= 0; was--) {
    for (let is = after.length - 1; is >= 0; is--) {
      lengths[was]![is] =
        before[was] === after[is]
          ? lengths[was + 1]![is + 1]! + 1
          : Math.max(lengths[was + 1]![is]!, lengths[was]![is + 1]!);
    }
  }
  const kept: [number, number][] = [];
  let [was, is] = [0, 0];
  while (was < before.length && is < after.length) {
    if (before[was] === after[is]) kept.push([was++, is++]);
    else if (lengths[was + 1]![is]! >= lengths[was]![is + 1]!) was++;
    else is++;
  }
  return kept;
}

function describeRecipients({ move, environments }: JoinedMove): readonly ChangeLine[] {
  const sign = move.before === undefined ? "+" : move.after === undefined ? "-" : "~";
  return [line(sign, `${nameMove({ move, environments })}: ${describeMove(move)}`)];
}
