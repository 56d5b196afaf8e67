import { measureColumns, visible } from "../../diagnostics/display-width.js";
import { formatTime } from "./format-time.js";
import type { AlertReport, BacktestReport } from "./report.js";

/** Renders a backtest as a table of the alerts that fired, those with the most notifications first. */
export function renderBacktest(report: BacktestReport): string {
  const { environment, from, to, alerts, receivers, onLogs } = report;
  const known = alerts.filter(({ problem }) => problem === undefined);
  const noisy = known.filter(({ fired }) => fired > 0);
  const blocks = [`${environment}, ${formatTime(from)} to ${formatTime(to)}: ${headline(known.length, noisy.length)}`];
  if (noisy.length > 0) blocks.push(renderTable(noisy).join("\n"));
  if (receivers.length > 0) {
    const lines = receivers.map(({ receiver, notifications }) => `  ${visible(receiver)}: ${notifications}`);
    blocks.push(["notifications in all:", ...lines].join("\n"));
  }
  const problems = alerts.flatMap(({ alert, problem }) => (problem === undefined ? [] : [`  ${alert}: ${problem}`]));
  if (problems.length > 0) blocks.push(["not evaluated:", ...problems.map(visible)].join("\n"));
  const notes = listNotes(alerts);
  if (notes.length > 0) blocks.push(["notes:", ...notes.map(visible)].join("\n"));
  if (onLogs.length > 0) blocks.push(`left out, because Loki evaluates them: ${onLogs.map(visible).join(", ")}`);
  return `${blocks.join("\n\n")}\n`;
}

function headline(known: number, noisy: number): string {
  if (noisy === 0) return `none of ${known} alerts would have fired`;
  return `${noisy} of ${known} alerts would have fired`;
}

function renderTable(alerts: readonly AlertReport[]): readonly string[] {
  const rows = alerts.map((one) => [
    visible(`${one.alert}${one.severity === "" ? "" : ` (${one.severity})`}`),
    one.system,
    `${one.fired}${one.isFiring ? ", still" : ""}`,
    formatLength(one.total),
    formatLength(one.longest),
    describeNotifications(one),
  ]);
  const all = [["alert", "system", "fired", "total", "longest", "notifications"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => measureColumns(row[column]!))));
  return all.map((row) => {
    const cells = row.map((cell, column) => cell + " ".repeat(widths[column]! - measureColumns(cell)));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

function describeNotifications({ notifications }: AlertReport): string {
  const counts = Object.entries(notifications).map(([receiver, count]) => `${count} to ${visible(receiver)}`);
  return counts.length === 0 ? "none" : counts.join(", ");
}

/** A note of several alerts is listed once. */
function listNotes(alerts: readonly AlertReport[]): readonly string[] {
  const notes = new Map<string, string[]>();
  for (const { alert, expanded, notes: own } of alerts) {
    const replaced = expanded.map((metric) => `the server lacks ${metric}: its expression was evaluated instead`);
    for (const note of [...replaced, ...own]) notes.set(note, [...(notes.get(note) ?? []), alert]);
  }
  return Array.from(notes, ([note, names]) => `  ${note} (${[...new Set(names)].join(", ")})`);
}

const day = 86_400_000;

/** `3d 4h`, `2h 5m`, `90s` */
function formatLength(milliseconds: number): string {
  if (milliseconds < 120_000) return `${Math.round(milliseconds / 1000)}s`;
  const minutes = Math.round(milliseconds / 60_000);
  const [days, hours] = [Math.floor(milliseconds / day), Math.floor((minutes / 60) % 24)];
  if (days > 0) return hours === 0 ? `${days}d` : `${days}d ${hours}h`;
  return minutes < 60 ? `${minutes}m` : minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`;
}

/** The version of the form. Fields may be added; none is renamed or removed while it stays the same. */
const formatVersion = 1;

/** Renders a backtest for programs. Times are in ISO 8601, lengths in seconds. */
export function renderBacktestJson({ environment, from, to, alerts, receivers, onLogs }: BacktestReport): string {
  const iso = (time: number) => new Date(time).toISOString();
  const documents = alerts.map(({ total, longest, episodes, ...rest }) => ({
    ...rest,
    total: total / 1000,
    longest: longest / 1000,
    episodes: episodes.map((one) => ({
      labels: one.labels,
      from: iso(one.from),
      to: one.to === undefined ? null : iso(one.to),
    })),
  }));
  const document = {
    ...{ format_version: formatVersion, environment, from: iso(from), to: iso(to) },
    ...{ alerts: documents, receivers, onLogs },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
