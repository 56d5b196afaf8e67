import { mapVarying } from "../../model/definition/per-environment.js";
import { renderSelector } from "../../model/expression/matchers.js";
import { promql } from "../../model/expression/promql.js";
import { Query } from "../../model/expression/query.js";
import type { Settings } from "../../model/project/project.js";
import { readObjective } from "../../model/slo/objective.js";
import type { Slo, SloSeries } from "../../model/slo/slo.js";
import { windowMs } from "../../model/slo/slo-window.js";
import type { SystemFacts } from "../../model/system/system.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Panel } from "../../panels/kinds/index.js";
import { stat } from "../../panels/kinds/numbers/stat.js";
import { type TablePanel, table } from "../../panels/kinds/records/table.js";
import type { Thresholds } from "../../panels/options/thresholds.js";
import { environmentLabel } from "./environment-label.js";
import { findSlos } from "./find-slos.js";

/** Red when it is overspent, yellow in the last quarter. */
const budgetThresholds: Thresholds = {
  base: "red",
  steps: [
    { from: 0, color: "yellow" },
    { from: 0.25, color: "green" },
  ],
};

/** The panels of one SLO: its numbers of now, then its history. */
export function budgetPanels(slo: Slo): readonly Panel[] {
  const { series } = slo;
  return [...numbers(slo, series), burnPanel(slo, series), historyPanel(slo, series), eventsPanel(slo, series)];
}

function numbers(slo: Slo, { budgetRemaining, windowRatio, burnRate }: SloSeries): readonly Panel[] {
  const share = mapVarying(slo.objective, (text) => readObjective(text)?.share ?? 1);
  const size = { width: 8, height: 4, ...legendOf(slo) };
  const left = promql`clamp_min(${budgetRemaining}, 0) * ${windowMs(slo.window) / 1000} / (${burnRate} > 0)`;
  return [
    stat("Error budget remaining", budgetRemaining, {
      ...size,
      description:
        "The share of the error budget that is left: negative when more has failed than the objective allows.",
      unit: "percentunit",
      decimals: 1,
      thresholds: budgetThresholds,
    }),
    stat("Good", promql`1 - ${windowRatio}`, {
      ...size,
      description: `The share of the ${slo.indicator.events} that were good: green where the objective is met.`,
      unit: "percentunit",
      decimals: 3,
      thresholds: { base: "red", steps: [{ from: share, color: "green" }] },
    }),
    stat("Time to exhaustion", left, {
      ...size,
      description: "The time until the error budget is used up, if errors go on as fast as now.",
      unit: "s",
      noValue: "No errors now",
      color: "none",
    }),
  ];
}

/** The limits of its alerts: red is a page, yellow a ticket. */
function burnPanel(slo: Slo, { burnRate }: SloSeries): TimeseriesPanel {
  const limits = slo.tiers.map(({ factor, isPage }) => ({ from: factor, color: isPage ? "red" : "yellow" }));
  const steps = limits.toSorted((one, other) => one.from - other.from);
  return timeseries("Burn rate", burnRate, {
    description:
      "How many times as fast as the objective allows the error budget is used up. At 1 it lasts exactly for the window.",
    unit: "short",
    min: 0,
    ...legendOf(slo),
    ...(steps.length > 0 && { thresholds: { base: "transparent", steps } }),
  });
}

function historyPanel(slo: Slo, { budgetRemaining }: SloSeries): TimeseriesPanel {
  return timeseries("Error budget", budgetRemaining, {
    description: "The share of the error budget that was left.",
    unit: "percentunit",
    ...legendOf(slo),
    thresholds: { base: "transparent", steps: [], lines: false },
  });
}

function eventsPanel({ indicator }: Slo, { events, errors }: SloSeries): TimeseriesPanel {
  const all = promql`sum(${events})`;
  const failed = promql`sum(${errors})`;
  if (indicator.countsTime) {
    return timeseries("Bad time", failed, {
      description: "The share of five minutes that was bad.",
      unit: "percentunit",
      min: 0,
    });
  }
  return timeseries(
    "Events",
    { all, failed },
    {
      description: `The ${indicator.events} per second, and those that ${indicator.failure}.`,
      unit: "ops",
      min: 0,
      colors: { failed: "red" },
    },
  );
}

/** Grouped objectives have a line for each group. */
function legendOf({ indicator: { groupedBy } }: Slo) {
  return groupedBy.length === 0 ? {} : { legend: groupedBy.map((label) => `{{${label}}}`).join(" ") };
}

/** All SLOs of a system, the one with the least budget first. Of a grouped one, the worst group. */
export function budgetTable(
  { name, title, definitions }: Pick<SystemFacts, "name" | "title" | "definitions">,
  settings: Settings,
  height: number,
): TablePanel {
  const environments = findSlos({ definitions }).map(({ series }) => environmentLabel(settings, series.info));
  // A grouped objective has other environments in the label: without it, all are in the table.
  const own = environments.every((labels) => Object.keys(labels).length > 0) ? environments[0] : {};
  const { text: matchers } = renderSelector({ system: name, ...own });
  const select = (start: string, record: string) =>
    new Query({ language: "promql", chunks: [`${start} (${record}${matchers})`], holes: [] });
  const budget = select("min by (slo)", "slo:error_budget_remaining:ratio");
  const objective = select("max by (slo)", "slo:objective:ratio");
  const queries = {
    info: select("max by (slo, title, objective, window)", "slo:objective:info"),
    budget,
    good: promql`1 - (1 - ${budget}) * (1 - ${objective})`,
    burn: select("max by (slo)", "slo:burn_rate:ratio"),
  };
  const percent = { unit: "percentunit", decimals: 1 };
  return table("Objectives", queries, {
    height,
    description: `The objectives of ${title}: what is left of each error budget, and how fast it is used up now. Red is overspent.`,
    unit: "short",
    columns: {
      title: { title: "Objective", minWidth: 180 },
      objective: { title: "Target" },
      window: { title: "Window" },
      good: { ...percent, title: "Good", decimals: 3 },
      budget: { ...percent, title: "Budget left", thresholds: budgetThresholds, show: "background" },
      burn: { title: "Burn rate", decimals: 1, thresholds: redAboveOne, show: "color" },
    },
    sortBy: "budget",
    noValue: "No objective is measured",
  });
}

const redAboveOne: Thresholds = { base: "text", steps: [{ from: 1, color: "red" }] };
