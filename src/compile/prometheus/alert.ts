import { finding } from "../../diagnostics/finding.js";
import type { AlertingRule } from "../../formats/prometheus/types.js";
import type { Alert } from "../../model/alert/alert.js";
import type { Query } from "../../model/expression/query.js";
import { isAtLeast, type SeriesLookup } from "../../promql/index.js";
import { findAlertOwner } from "../alert-owner.js";
import { checkAlertLabels } from "../alertmanager/label-names.js";
import type { CompiledAlert, CompiledQuery } from "../compiled.js";
import { definitionFindings } from "../findings.js";
import { originLabels } from "../origin-labels.js";
import { isUrl, pageUrl, runbookPage } from "../runbooks/page-path.js";
import { findSpan, partsOfOption, reportError, type Scope, type Subject } from "../scope.js";
import { alertLabels, inferAlertSeries, listAlertLabels, streamSources } from "./alert-labels.js";
import { renderPanelLinks } from "./alert-links.js";
import { findAlertPanel, type SignalPanels } from "./alert-panel.js";
import { checkRule } from "./checks/check-rule.js";
import { checkOutageLabels } from "./checks/outage-labels.js";
import { findAlertLogs, renderLogsLink } from "./logs-link.js";
import type { QueriedRule } from "./owners.js";
import type { ResolvedAlert } from "./resolve-alert.js";
import { findAlertTraces, renderTracesLink } from "./traces-link.js";
import { renderAlertValue } from "./values/alert-value.js";

/** An alert with its values in the environment, and its compiled expression. */
interface AlertParts {
  readonly subject: Subject;
  readonly definition: Alert;
  readonly resolved: ResolvedAlert;
  readonly query: CompiledQuery;
}

/** The facts that decide the links of an alert: the panels of its system, the labels and the services of the series it reads. */
export interface LinkTargets {
  readonly panels: SignalPanels;
  readonly lookup: SeriesLookup;
  /** Finds the services whose metrics a rule reads. */
  readonly ownersOf: (rule: QueriedRule) => ReadonlySet<string>;
}

export function compileAlert(
  scope: Scope,
  { subject, definition, resolved, query }: AlertParts,
  group: string,
  targets: LinkTargets,
): CompiledAlert {
  const { for: pending, keepFiringFor, severity, labels } = resolved;
  const { language } = query.composed.query;
  if (keepFiringFor !== undefined) checkKeepFiringFor(scope, subject, language);
  const panel = findAlertPanel(scope, subject, definition, query, targets.panels);
  const series = inferAlertSeries(
    query,
    targets.lookup,
    streamSources(scope.catalogue, scope.settings.environment, query),
  );
  const carried = alertLabels(series);
  const services = targets.ownersOf({ definition, query });
  const owner = findAlertOwner(scope, definition, services);
  const logs = findAlertLogs(scope, definition, services, query);
  const logsUrl = logs && renderLogsLink(scope, logs, carried);
  const traces = findAlertTraces(scope, definition, services);
  const tracesUrl = traces && renderTracesLink(scope, traces);
  const value = renderAlertValue(resolved.when, query);
  const data: AlertingRule = {
    alert: definition.name,
    expr: query.rendered,
    ...(pending !== undefined && { for: pending }),
    ...(keepFiringFor !== undefined && { keep_firing_for: keepFiringFor }),
    labels: { severity, ...originLabels(scope, carried), ...(owner !== undefined && { owner }), ...labels },
    annotations: renderAnnotations(scope, subject, resolved, definition, {
      ...(value !== undefined && { value }),
      ...(logsUrl !== undefined && { logs_url: logsUrl }),
      ...(tracesUrl !== undefined && { traces_url: tracesUrl }),
      ...(panel && renderPanelLinks(panel, carried, scope.settings.grafana.url)),
    }),
  };
  checkRule(scope, subject, data, language);
  checkOutageLabels(scope, subject, resolved.when, query, targets.lookup);
  checkAlertLabels(scope, subject, listAlertLabels(series), data.labels ?? {});
  const about = { services: [...services].sort(), panel, logs, traces };
  return { kind: "alert", definition, query, series, data, group, about };
}

/** Reports `keepFiringFor` where the server has no such thing. */
function checkKeepFiringFor(scope: Scope, subject: Subject, language: Query["language"]): void {
  const option = ["keepFiringFor"];
  if (language === "logql") {
    reportError(scope, "definition/unsupported", subject, {
      summary: "Loki ignores keep_firing_for: the alert resolves as soon as its expression returns nothing",
      fix: "remove keepFiringFor, and count over a longer range to bridge gaps",
      option,
    });
  } else if (!isAtLeast(scope.versions.prometheus, 2, 42)) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `Prometheus ${scope.settings.versions.prometheus} has no keep_firing_for`,
      fix: "remove keepFiringFor, or target Prometheus 2.42 or later",
      option,
    });
  }
}

/** Renders annotations in reading order: first the summary, then the value and links. */
function renderAnnotations(
  scope: Scope,
  subject: Subject,
  { summary, description, annotations }: ResolvedAlert,
  alert: Alert,
  { value, ...links }: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const runbookUrl = runbookUrlFor(scope, subject, alert);
  return {
    summary,
    ...(description !== undefined && { description }),
    ...(value !== undefined && { value }),
    ...(runbookUrl !== undefined && { runbook_url: runbookUrl }),
    ...links,
    ...annotations,
  };
}

function runbookUrlFor(scope: Scope, subject: Subject, { runbook, ...alert }: Alert): string | undefined {
  const { settings, report } = scope;
  if (runbook === undefined) return undefined;
  if (typeof runbook === "string" && isUrl(runbook)) return runbook;
  const page = typeof runbook === "string" ? runbook.replace(/^\/+/, "") : runbookPage(alert.system, alert.name);
  if (settings.runbooks !== undefined) return pageUrl(settings.runbooks, page);
  const span = findSpan(scope, subject, partsOfOption(["runbook"]));
  report({
    ...finding(definitionFindings, "definition/no-runbook-address"),
    summary: `the runbook "${page}" has no URL`,
    details: `The environment "${settings.environment}" has no base URL for runbooks.`,
    fix: "set runbooks in the configuration, or write the full URL",
    subject: subject.name,
    ...(span && { span }),
  });
  return page;
}
