import type { RecordingRule } from "../../model/alert/recording-rule.js";
import type { Dashboard } from "../../model/dashboard/dashboard.js";
import { row } from "../../model/dashboard/row.js";
import { define } from "../../model/definition/definition.js";
import { promql } from "../../model/expression/promql.js";
import type { Query } from "../../model/expression/query.js";
import type { Settings } from "../../model/project/project.js";
import type { Slo } from "../../model/slo/slo.js";
import type { SystemFacts } from "../../model/system/system.js";
import { timeseries } from "../../panels/kinds/charts/timeseries.js";
import { placeRow } from "../place-row.js";
import { budgetTable } from "./budget-panels.js";

/** Builds the dashboard of all SLOs of a system: their budgets side by side, and their history. */
export function buildSloOverview(system: SystemFacts, slos: readonly Slo[], settings: Settings): Dashboard {
  const rows = [
    row("Now", budgetTable(system, settings, Math.min(20, 4 + slos.length))),
    row("History", [history(slos, "budget"), history(slos, "burn")]),
  ].map((one) => placeRow(one, system.origin));
  const fields = { kind: "dashboard" as const, system: system.name, title: "Objectives", rows };
  const description = `Are the promises of ${system.title} kept, and which error budget is in danger?`;
  return define({ ...fields, description, last: "7d" as const, tags: ["slo"] }, system.origin);
}

/** Of a grouped objective, the group with the least budget or the fastest burn. */
function worstOf(recorded: RecordingRule, what: "budget" | "burn"): Query {
  return what === "budget" ? promql`min(${recorded})` : promql`max(${recorded})`;
}

/** One line for each SLO. */
function history(slos: readonly Slo[], what: "budget" | "burn") {
  const lines = Object.fromEntries(
    slos.map(({ name, series }) => {
      const recorded = what === "budget" ? series.budgetRemaining : series.burnRate;
      return [name, worstOf(recorded, what)];
    }),
  );
  if (what === "budget") {
    return timeseries("Error budgets", lines, {
      description: "The share of each error budget that was left.",
      unit: "percentunit",
    });
  }
  return timeseries("Burn rates", lines, {
    description: "How many times as fast as its objective allows each error budget was used up.",
    unit: "short",
    min: 0,
  });
}
