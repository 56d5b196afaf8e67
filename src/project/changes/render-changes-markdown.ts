import { escapeMarkdown } from "../../diagnostics/formats/markdown.js";
import { joinMoves, nameMove } from "../route/join-moves.js";
import { describeMove } from "../route/render-comparison.js";
import { isUnchanged, type ProjectChanges } from "./change.js";
import { type ChangeLine, type ChangeSection, listSections } from "./change-lines.js";
import { actions, describeCost, describeMoved, listKinds, plural } from "./totals.js";

/** A comment of GitHub has room for 65,536 characters, which this report shares with that of the findings. */
const maxLength = 32_000;

/** Recipients that are listed above the details. */
const maxMoves = 10;

const maxLine = 500;

/**
 * Renders the changes of a project as a comment on a pull request: the totals and whose recipients move, then everything
 * else in sections that are folded. Texts of definitions are shown literally, mentions included.
 */
export function renderChangesMarkdown(changes: ProjectChanges, revision: string): string {
  const since = escapeMarkdown(shorten(revision));
  if (isUnchanged(changes)) {
    return `### Telltale: no difference from ${since}\n\nAlerts, recipients, dashboards and cost are the same.\n`;
  }
  const summary = [
    `### Telltale: compared with ${since}`,
    ...renderTable(changes),
    ...renderMoves(changes),
    ...describeCost(changes).map((text) => `**Cost**: ${escapeMarkdown(text)}`),
  ].join("\n\n");
  return `${[summary, ...fold(listSections(changes), maxLength - summary.length)].join("\n\n")}\n`;
}

function renderTable(changes: ProjectChanges): readonly string[] {
  const kinds = listKinds(changes);
  if (kinds.length === 0) return [];
  const shown = actions.filter((action) => kinds.some(({ counts }) => counts[action] > 0));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = kinds.map(({ kind, counts }) =>
    row([`${kind}s`, ...shown.map((action) => String(counts[action] || ""))]),
  );
  return [[row(["", ...shown]), `|${"---|".repeat(shown.length + 1)}`, ...rows].join("\n")];
}

function renderMoves(changes: ProjectChanges): readonly string[] {
  const moves = joinMoves(changes.recipients.moved);
  if (moves.length === 0) return [];
  const lines = moves
    .slice(0, maxMoves)
    .map((one) => `- ${escapeMarkdown(shorten(`${nameMove(one)}: ${describeMove(one.move)}`))}`);
  const more = moves.length > maxMoves ? [`- and ${moves.length - maxMoves} more, below`] : [];
  const head = `**Recipients**: ${describeMoved(changes)[0]}`;
  return [[head, "", ...lines, ...more].join("\n")];
}

/** Each section may take an equal share of the room that is left; what one does not need is left to the next. */
function fold(sections: readonly ChangeSection[], room: number): readonly string[] {
  let left = room;
  return sections.map((section, index) => {
    const text = foldSection(section, Math.floor(left / (sections.length - index)));
    left -= text.length + 2;
    return text;
  });
}

function foldSection({ title, lines }: ChangeSection, room: number): string {
  const written = lines.map(writeLine);
  const longest = Math.max(
    2,
    ...written.map((text) => Math.max(0, ...(text.match(/`+/g) ?? []).map(String).map((run) => run.length))),
  );
  const fence = "`".repeat(longest + 1);
  const frame = (shown: readonly string[]) => {
    const rest = written.length - shown.length;
    return [
      `<details><summary>${title}</summary>`,
      [`${fence}diff`, ...shown, fence].join("\n"),
      ...(rest === 0 ? [] : [`… and ${plural(rest, "line")} more: run \`telltale diff\`.`]),
      "</details>",
    ].join("\n\n");
  };
  let size = frame([]).length;
  const shown = written.filter((text) => {
    size += text.length + 1;
    return size <= room;
  });
  return frame(shown);
}

/** A line of a block in the language `diff`, where `!` marks a change. */
function writeLine({ sign, text }: ChangeLine): string {
  return shorten(`${sign === "~" ? "!" : sign} ${text}`.trimEnd());
}

function shorten(text: string): string {
  return text.length <= maxLine ? text : `${text.slice(0, maxLine - 1)}…`;
}
