import type { Dashboard } from "../../model/dashboard/dashboard.js";
import { row } from "../../model/dashboard/row.js";
import { define } from "../../model/definition/definition.js";
import type { Slo } from "../../model/slo/slo.js";
import type { SystemFacts } from "../../model/system/system.js";
import { placeRow } from "../place-row.js";
import { budgetPanels } from "./budget-panels.js";
import { offendersPanels } from "./offenders.js";

/** Builds the dashboard of the SLOs of one service: a row for each. */
export function buildServiceDashboard(system: SystemFacts, service: string, slos: readonly Slo[]): Dashboard {
  const rows = slos.map((slo) =>
    placeRow(row(slo.title, [...budgetPanels(slo), ...offendersPanels(slo, system)]), slo.origin),
  );
  const fields = { kind: "dashboard" as const, system: system.name, title: `Objectives of ${service}`, rows };
  const description = `Are the promises of ${service} kept, and what uses up their error budgets?`;
  return define({ ...fields, description, last: "7d" as const, tags: ["slo"] }, slos[0]!.origin);
}
