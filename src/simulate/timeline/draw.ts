import { formatDuration } from "../../model/definition/duration.js";
import type { AlertHistory } from "../run/history.js";
import type { AlertRule } from "../run/rule-sources.js";
import type { Simulation } from "../run/simulation.js";
import {
  type ComparedValue,
  evaluateComparedValue,
  ownValue,
  rangeForAlert,
  type ValueRange,
} from "./compared-value.js";
import { cellAt, cellTicks, createScale, labelledTimes, type Scale } from "./scale.js";
import type { TimelineStyle } from "./style.js";

/** An expectation on the time axis: a range or a moment, in milliseconds since the start of the run. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const maxDrawn = 6;
const indent = "  ";

/** Draws the states of alerts over time, with the values they compare, so that a failed test explains itself. */
export function drawTimelines(
  run: Simulation,
  rules: readonly AlertRule[],
  shown: readonly AlertHistory[],
  mark: Mark | undefined,
  style: TimelineStyle,
): string {
  const scale = createScale(run);
  const blocks = shown.slice(0, maxDrawn).map((history) => drawHistory(history, rules, run, scale, mark, style));
  if (shown.length === 0) blocks.push(...quiet(rules, run, scale, mark, style));
  const left = shown.length - maxDrawn;
  const more = left > 0 ? [style.paint.quiet(`${indent}… and ${left} more`)] : [];
  return [...blocks.map((lines) => lines.join("\n")), ...more, legend(style)].join("\n\n");
}

function drawHistory(
  history: AlertHistory,
  rules: readonly AlertRule[],
  run: Simulation,
  scale: Scale,
  mark: Mark | undefined,
  style: TimelineStyle,
): readonly string[] {
  const { alertname: _, ...labels } = history.labels;
  const rule = rules.find(({ reference }) => isSameRule(reference, history.rule));
  const values = rule && evaluateComparedValue(rule, run);
  return [
    `${indent}${history.name}${formatLabels(labels)}`,
    ...drawAxis(scale, run, style),
    indent + drawStates(history, scale, run, style),
    ...drawMark(scale, run, mark, style),
    `${indent}${describePeriods(history, run)}`,
    ...(rule && values ? [indent + describeValue(rule, values, rangeForAlert(values, history))] : []),
  ];
}

/** Draws rules without any alert, with the condition on which they would fire. */
function quiet(
  rules: readonly AlertRule[],
  run: Simulation,
  scale: Scale,
  mark: Mark | undefined,
  style: TimelineStyle,
): readonly (readonly string[])[] {
  const silence = { periods: [] };
  return rules.slice(0, maxDrawn).map((rule) => {
    const values = evaluateComparedValue(rule, run);
    return [
      `${indent}${rule.name}${formatLabels(rule.compiled?.data.labels ?? {})}`,
      ...drawAxis(scale, run, style),
      indent + drawStates(silence, scale, run, style),
      ...drawMark(scale, run, mark, style),
      `${indent}never pending`,
      ...(values ? [indent + describeValue(rule, values, extremes(values))] : []),
    ];
  });
}

function isSameRule(one: AlertRule["reference"], other: AlertRule["reference"]): boolean {
  return one.file === other.file && one.group === other.group && one.index === other.index;
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const written = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return written.length === 0 ? "" : `{${written.join(", ")}}`;
}

function drawAxis(scale: Scale, { start }: Simulation, { tick, paint }: TimelineStyle): readonly string[] {
  let [names, ticks] = ["", ""];
  for (const time of labelledTimes(scale)) {
    const cell = cellAt(scale, time);
    names = names.padEnd(cell) + formatTime(time - start);
    ticks = ticks.padEnd(cell) + tick;
  }
  return [indent + paint.quiet(names), indent + paint.quiet(ticks)];
}

type CellState = "inactive" | "pending" | "firing";

function drawStates(
  { periods }: Pick<AlertHistory, "periods">,
  scale: Scale,
  { end, step }: Simulation,
  style: TimelineStyle,
) {
  const states = Array.from({ length: scale.cells }, (_, cell): CellState => {
    const { from, to } = cellTicks(scale, cell);
    const overlapping = periods.filter((period) => period.from <= to && from < (period.to ?? end + step));
    if (overlapping.some(({ state }) => state === "firing")) return "firing";
    return overlapping.length > 0 ? "pending" : "inactive";
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

function drawMark(
  scale: Scale,
  { start }: Simulation,
  mark: Mark | undefined,
  style: TimelineStyle,
): readonly string[] {
  if (!mark) return [];
  const first = cellAt(scale, start + mark.from);
  const last = cellAt(scale, start + mark.to);
  const text = `${style.mark.repeat(last - first + 1)} ${mark.text}`;
  return [indent + " ".repeat(first) + style.paint.expected(text)];
}

function describePeriods({ periods }: AlertHistory, { start }: Simulation): string {
  const texts = periods.map(({ state, from, to }) =>
    to === undefined
      ? `${state} from ${formatTime(from - start)} on`
      : `${state} ${formatTime(from - start)} to ${formatTime(to - start)}`,
  );
  return texts.slice(0, maxDrawn).join(", ") + (texts.length > maxDrawn ? ", …" : "");
}

function describeValue(
  { hold }: AlertRule,
  { text, condition }: ComparedValue,
  values: ValueRange | undefined,
): string {
  const held = hold > 0 ? ` for ${formatDuration(hold)}` : "";
  const fires = `fires ${condition}${held}`;
  if (!values || values.lowest > values.highest) return `${text === ownValue ? "it" : text} has no value; ${fires}`;
  const [low, high] = [formatNumber(values.lowest), formatNumber(values.highest)];
  return `${text} is ${low === high ? low : `${low} … ${high}`}; ${fires}`;
}

/** Returns the range over all series. */
function extremes({ series }: ComparedValue): ValueRange | undefined {
  const [first] = series;
  if (!first) return undefined;
  return {
    metric: first.metric,
    lowest: Math.min(...series.map(({ lowest }) => lowest)),
    highest: Math.max(...series.map(({ highest }) => highest)),
  };
}

function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** Formats a time since the start of the run. */
export function formatTime(milliseconds: number): string {
  return milliseconds === 0 ? "0m" : formatDuration(milliseconds);
}

function legend({ inactive, pending, firing, paint }: TimelineStyle): string {
  const parts = [`${inactive} inactive`, `${paint.pending(pending)} pending`, `${paint.firing(firing)} firing`];
  return indent + parts.join("   ");
}
