import { formatDuration } from "../../model/definition/duration.js";
import type { AlertHistory } from "../run/history.js";
import type { AlertRule } from "../run/rule-sources.js";
import type { Simulation } from "../run/simulation.js";
import { type Measured, type MeasuredSeries, measure, measuredOf } from "./compared-value.js";
import { cellOf, namedTimes, type Scale, scaleOf, ticksOf } from "./scale.js";
import type { TimelineStyle } from "./style.js";

/** What was expected, and when: a stretch of the run, or a point of it. Times are in milliseconds since its start. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const mostShown = 6;
const indent = "  ";

/**
 * Draws what became of alerts: for each with its labels a line over time, with what it compares below it. For a person
 * who wants to see at a glance why a test failed.
 */
export function drawTimelines(
  run: Simulation,
  rules: readonly AlertRule[],
  shown: readonly AlertHistory[],
  mark: Mark | undefined,
  style: TimelineStyle,
): string {
  const scale = scaleOf(run);
  const drawn = shown.slice(0, mostShown).map((history) => ofHistory(history, rules, run, scale, mark, style));
  if (shown.length === 0) drawn.push(...quiet(rules, run, scale, mark, style));
  const left = shown.length - mostShown;
  const more = left > 0 ? [style.paint.quiet(`${indent}… and ${left} more`)] : [];
  return [...drawn.map((lines) => lines.join("\n")), ...more, legend(style)].join("\n\n");
}

function ofHistory(
  history: AlertHistory,
  rules: readonly AlertRule[],
  run: Simulation,
  scale: Scale,
  mark: Mark | undefined,
  style: TimelineStyle,
): readonly string[] {
  const { alertname: _, ...labels } = history.labels;
  const rule = rules.find(({ reference }) => isSame(reference, history.rule));
  const values = rule && measure(rule, run);
  return [
    `${indent}${history.name}${labelsText(labels)}`,
    ...axis(scale, run, style),
    indent + cells(history, scale, run, style),
    ...marked(scale, run, mark, style),
    `${indent}${periodsText(history, run)}`,
    ...(rule && values ? [indent + valueText(rule, values, measuredOf(values, history))] : []),
  ];
}

/** Of rules none of which had anything to tell: what they would have fired on. */
function quiet(
  rules: readonly AlertRule[],
  run: Simulation,
  scale: Scale,
  mark: Mark | undefined,
  style: TimelineStyle,
): readonly (readonly string[])[] {
  const silence = { periods: [] };
  return rules.slice(0, mostShown).map((rule) => {
    const values = measure(rule, run);
    return [
      `${indent}${rule.name}${labelsText(rule.compiled?.data.labels ?? {})}`,
      ...axis(scale, run, style),
      indent + cells(silence, scale, run, style),
      ...marked(scale, run, mark, style),
      `${indent}never pending`,
      ...(values ? [indent + valueText(rule, values, extremes(values))] : []),
    ];
  });
}

function isSame(one: AlertRule["reference"], other: AlertRule["reference"]): boolean {
  return one.file === other.file && one.group === other.group && one.index === other.index;
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const written = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return written.length === 0 ? "" : `{${written.join(", ")}}`;
}

function axis(scale: Scale, { start }: Simulation, { tick, paint }: TimelineStyle): readonly string[] {
  let [names, ticks] = ["", ""];
  for (const time of namedTimes(scale)) {
    const cell = cellOf(scale, time);
    names = names.padEnd(cell) + timeText(time - start);
    ticks = ticks.padEnd(cell) + tick;
  }
  return [indent + paint.quiet(names), indent + paint.quiet(ticks)];
}

type Drawn = "inactive" | "pending" | "firing";

function cells(
  { periods }: Pick<AlertHistory, "periods">,
  scale: Scale,
  { end, step }: Simulation,
  style: TimelineStyle,
) {
  const states = Array.from({ length: scale.cells }, (_, cell): Drawn => {
    const { from, to } = ticksOf(scale, cell);
    const here = periods.filter((period) => period.from <= to && from < (period.to ?? end + step));
    if (here.some(({ state }) => state === "firing")) return "firing";
    return here.length > 0 ? "pending" : "inactive";
  });
  const paint = { inactive: style.paint.quiet, pending: style.paint.pending, firing: style.paint.firing };
  let text = "";
  for (let from = 0; from < states.length; ) {
    const state = states[from]!;
    let to = from;
    while (states[to] === state) to += 1;
    text += paint[state](style[state].repeat(to - from));
    from = to;
  }
  return text;
}

function marked(scale: Scale, { start }: Simulation, mark: Mark | undefined, style: TimelineStyle): readonly string[] {
  if (!mark) return [];
  const first = cellOf(scale, start + mark.from);
  const last = cellOf(scale, start + mark.to);
  const text = `${style.mark.repeat(last - first + 1)} ${mark.text}`;
  return [indent + " ".repeat(first) + style.paint.expected(text)];
}

function periodsText({ periods }: AlertHistory, { start }: Simulation): string {
  const told = periods.map(({ state, from, to }) =>
    to === undefined
      ? `${state} from ${timeText(from - start)} on`
      : `${state} ${timeText(from - start)} to ${timeText(to - start)}`,
  );
  return told.slice(0, mostShown).join(", ") + (told.length > mostShown ? ", …" : "");
}

function valueText({ hold }: AlertRule, { text, condition }: Measured, values: MeasuredSeries | undefined): string {
  const held = hold > 0 ? ` for ${formatDuration(hold)}` : "";
  const fires = `fires ${condition}${held}`;
  if (!values || values.lowest > values.highest) return `${text} has no value; ${fires}`;
  const [low, high] = [numberText(values.lowest), numberText(values.highest)];
  return `${text} is ${low === high ? low : `${low} … ${high}`}; ${fires}`;
}

/** The lowest and the highest of all series. */
function extremes({ series }: Measured): MeasuredSeries | undefined {
  const [first] = series;
  if (!first) return undefined;
  return {
    metric: first.metric,
    lowest: Math.min(...series.map(({ lowest }) => lowest)),
    highest: Math.max(...series.map(({ highest }) => highest)),
  };
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

export function timeText(milliseconds: number): string {
  return milliseconds === 0 ? "0m" : formatDuration(milliseconds);
}

function legend({ inactive, pending, firing, paint }: TimelineStyle): string {
  const parts = [`${inactive} inactive`, `${paint.pending(pending)} pending`, `${paint.firing(firing)} firing`];
  return indent + parts.join("   ");
}
