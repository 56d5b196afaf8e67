import { finding } from "../../diagnostics/finding.js";
import type { AlertingRule } from "../../formats/prometheus/types.js";
import type { Alert } from "../../model/alert/alert.js";
import { isAtLeast } from "../../promql/index.js";
import type { CompiledAlert, CompiledQuery } from "../compiled.js";
import { definitionFindings } from "../findings.js";
import { findSpan, partsOfOption, reportError, resolveValue, type Scope, type Subject } from "../scope.js";
import { findAlertPanel, type PanelReference, type SignalPanels } from "./alert-panel.js";
import { checkRule } from "./check-rule.js";

export function compileAlert(
  scope: Scope,
  subject: Subject,
  definition: Alert,
  query: CompiledQuery,
  group: string,
  signalPanels: SignalPanels,
): CompiledAlert {
  const pending = resolveValue(scope, subject, '"for"', definition.for, "for");
  const keepFiringFor = resolveValue(scope, subject, '"keepFiringFor"', definition.keepFiringFor, "keepFiringFor");
  if (keepFiringFor !== undefined && !isAtLeast(scope.versions.prometheus, 2, 42)) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `Prometheus ${scope.settings.versions.prometheus} has no keep_firing_for`,
      fix: "remove keepFiringFor, or target Prometheus 2.42 or later",
      option: ["keepFiringFor"],
    });
  }
  const data: AlertingRule = {
    alert: definition.name,
    expr: query.rendered,
    ...(pending !== undefined && { for: pending }),
    ...(keepFiringFor !== undefined && { keep_firing_for: keepFiringFor }),
    labels: { severity: definition.severity, ...definition.labels },
    annotations: renderAnnotations(
      scope,
      subject,
      definition,
      findAlertPanel(scope, subject, definition, query, signalPanels),
    ),
  };
  checkRule(scope, subject, data);
  return { kind: "alert", definition, query, data, group };
}

/** Renders annotations in reading order: first the summary, then links. */
function renderAnnotations(
  scope: Scope,
  subject: Subject,
  { summary, description, runbook, annotations }: Alert,
  panel: PanelReference | undefined,
): Readonly<Record<string, string>> {
  const runbookUrl = runbook === undefined ? undefined : runbookUrlFor(scope, subject, runbook);
  return {
    summary,
    ...(description !== undefined && { description }),
    ...(runbookUrl !== undefined && { runbook_url: runbookUrl }),
    ...(panel && renderLinks(panel, scope.settings.grafana.url)),
    ...annotations,
  };
}

function runbookUrlFor(scope: Scope, subject: Subject, runbook: string): string {
  const { settings, report } = scope;
  if (/^https?:\/\//.test(runbook)) return runbook;
  if (settings.runbooks !== undefined) {
    return `${settings.runbooks.replace(/\/+$/, "")}/${runbook.replace(/^\/+/, "")}`;
  }
  const span = findSpan(scope, subject, partsOfOption(["runbook"]));
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

/** Renders links to the panel. Grafana's own two annotations work only together. */
function renderLinks({ uid, slug, panelId }: PanelReference, grafana: string | undefined): Record<string, string> {
  const address = grafana === undefined ? undefined : `${grafana.replace(/\/+$/, "")}/d/${uid}/${slug}`;
  return {
    ...(address !== undefined && { dashboard_url: address }),
    ...(address !== undefined && panelId !== undefined && { panel_url: `${address}?viewPanel=${panelId}` }),
    ...(panelId !== undefined && { __dashboardUid__: uid, __panelId__: String(panelId) }),
  };
}
