import { finding } from "../../diagnostics/finding.js";
import type { AlertingRule } from "../../formats/prometheus/types.js";
import type { Alert } from "../../model/alert/alert.js";
import { isAtLeast } from "../../promql/index.js";
import type { CompiledAlert, CompiledQuery } from "../compiled.js";
import { definitionFindings } from "../findings.js";
import { fault, optionParts, type Scope, type Subject, valueHere, writtenSpan } from "../scope.js";
import { type Drawing, type Drawings, drawingOf } from "./drawing.js";
import { reportRefused } from "./refused.js";

export function compileAlert(
  scope: Scope,
  subject: Subject,
  definition: Alert,
  query: CompiledQuery,
  group: string,
  drawings: Drawings,
): CompiledAlert {
  const pending = valueHere(scope, subject, '"for"', definition.for, "for");
  const kept = valueHere(scope, subject, '"keepFiringFor"', definition.keepFiringFor, "keepFiringFor");
  if (kept !== undefined && !isAtLeast(scope.versions.prometheus, 2, 42)) {
    fault(scope, "definition/unsupported", subject, {
      summary: `Prometheus ${scope.settings.versions.prometheus} has no keep_firing_for`,
      fix: "remove keepFiringFor, or target Prometheus 2.42 or later",
      option: ["keepFiringFor"],
    });
  }
  const data: AlertingRule = {
    alert: definition.name,
    expr: query.rendered,
    ...(pending !== undefined && { for: pending }),
    ...(kept !== undefined && { keep_firing_for: kept }),
    labels: { severity: definition.severity, ...definition.labels },
    annotations: annotationsOf(scope, subject, definition, drawingOf(scope, subject, definition, query, drawings)),
  };
  reportRefused(scope, subject, data);
  return { kind: "alert", definition, query, data, group };
}

/** What whoever is woken reads first comes first; then where to look. */
function annotationsOf(
  scope: Scope,
  subject: Subject,
  { summary, description, runbook, annotations }: Alert,
  drawing: Drawing | undefined,
): Readonly<Record<string, string>> {
  const runbookUrl = runbook === undefined ? undefined : runbookAddress(scope, subject, runbook);
  return {
    summary,
    ...(description !== undefined && { description }),
    ...(runbookUrl !== undefined && { runbook_url: runbookUrl }),
    ...(drawing && linksTo(drawing, scope.settings.grafana.url)),
    ...annotations,
  };
}

function runbookAddress(scope: Scope, subject: Subject, runbook: string): string {
  const { settings, report } = scope;
  if (/^https?:\/\//.test(runbook)) return runbook;
  if (settings.runbooks !== undefined) {
    return `${settings.runbooks.replace(/\/+$/, "")}/${runbook.replace(/^\/+/, "")}`;
  }
  const span = writtenSpan(scope, subject, optionParts(["runbook"]));
  report({
    ...finding(definitionFindings, "definition/no-runbook-address"),
    summary: `the runbook "${runbook}" has no URL`,
    details: `The environment "${settings.environment}" has no base URL for runbooks.`,
    fix: "set runbooks in the configuration, or write the full URL",
    subject: subject.name,
    ...(span && { span }),
  });
  return runbook;
}

/** Grafana itself finds the panel by uid and id, which it takes only together. */
function linksTo({ uid, slug, panelId }: Drawing, grafana: string | undefined): Record<string, string> {
  const address = grafana === undefined ? undefined : `${grafana.replace(/\/+$/, "")}/d/${uid}/${slug}`;
  return {
    ...(address !== undefined && { dashboard_url: address }),
    ...(address !== undefined && panelId !== undefined && { panel_url: `${address}?viewPanel=${panelId}` }),
    ...(panelId !== undefined && { __dashboardUid__: uid, __panelId__: String(panelId) }),
  };
}
