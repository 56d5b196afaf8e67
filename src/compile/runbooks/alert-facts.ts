import type { Alert } from "../../model/alert/alert.js";
import { isRecordingRule } from "../../model/alert/recording-rule.js";
import type { Runbook, RunbookStep } from "../../model/alert/runbook.js";
import { describeType } from "../../model/definition/describe-type.js";
import { resolve, type Varying } from "../../model/definition/per-environment.js";
import { renderSelector } from "../../model/expression/matchers.js";
import { isQuery } from "../../model/expression/query.js";
import { isSignal } from "../../model/expression/signal.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import type { TraceStream } from "../../model/metric/trace-stream.js";
import type { ServiceFacts } from "../../model/system/service.js";
import { findServices } from "../alert-owner.js";
import type { CompiledAlert, CompiledQuery, PanelReference } from "../compiled.js";
import { encodeQuery, renderExploreLink } from "../grafana/explore-link.js";
import type { Dashboards } from "../grafana/index.js";
import { findDashboard } from "../grafana/links.js";
import { renderPanelLinks } from "../prometheus/alert-links.js";
import { findPanel, referenceTo, reportUnknownPanel } from "../prometheus/alert-panel.js";
import { fixedSelector, renderLogsLink } from "../prometheus/logs-link.js";
import { renderTracesLink } from "../prometheus/traces-link.js";
import { compileQuery } from "../query/query.js";
import { queryOf } from "../query/query-of.js";
import { createSubject, reportError, resolveValue, type Scope, type Subject } from "../scope.js";
import { describeCondition } from "./condition-words.js";

/** A dashboard, a panel or logs; without an address of Grafana, there is no URL. */
export interface TargetFacts {
  readonly title: string;
  readonly url: string | undefined;
}

export interface StepFacts {
  readonly text: string | undefined;
  readonly command: string | undefined;
  readonly query:
    | { readonly language: "promql" | "logql"; readonly text: string; readonly url: string | undefined }
    | undefined;
  readonly targets: readonly TargetFacts[];
}

/** Facts that the page of an alert states of one definition in one environment. */
export interface AlertFacts {
  readonly definition: Alert;
  readonly system: string;
  readonly environment: string;
  readonly severity: string;
  /** The labels that it adds to those of its series. */
  readonly labels: Readonly<Record<string, string>>;
  readonly for: string;
  readonly services: readonly string[];
  /** The services that those need. */
  readonly dependsOn: readonly ServiceFacts[];
  readonly receivers: readonly string[];
  readonly words: string;
  readonly expression: string;
  readonly targets: readonly TargetFacts[];
  readonly meaning: string | undefined;
  readonly impact: string | undefined;
  readonly diagnosis: readonly StepFacts[];
  readonly mitigation: readonly StepFacts[];
  /** The expressions of its steps, for the checks. */
  readonly queries: readonly CompiledQuery[];
}

/** Collects what the page of an alert says of it in the environment of the scope. */
export function collectFacts(scope: Scope, alert: CompiledAlert, dashboards: Dashboards): AlertFacts {
  const { definition, data, query, about } = alert;
  const { environment } = scope.settings;
  const subject = createSubject("alert", definition.name, definition);
  const runbook: Partial<Runbook> = typeof definition.runbook === "object" ? definition.runbook : {};
  const text = (name: "meaning" | "impact") =>
    tidy(resolveValue(scope, subject, `"runbook.${name}"`, runbook[name], ["runbook", name]));
  const queries: CompiledQuery[] = [];
  const steps = (name: "diagnosis" | "mitigation") =>
    (runbook[name] ?? []).map((step, index) => {
      const path = ["runbook", name, String(index)];
      const compiled = compileStep(scope, subject, typeof step === "string" ? { text: step } : step, path, dashboards);
      if (compiled.compiledQuery) queries.push(compiled.compiledQuery);
      return compiled.facts;
    });
  const when = resolve(definition.when, environment)!;
  const severity = data.labels?.severity ?? "";
  return {
    definition,
    system: scope.system.title,
    environment,
    severity,
    labels: data.labels ?? {},
    for: data.for ?? "",
    services: about.services,
    dependsOn: findServices(scope.system, new Set(about.services)).flatMap(({ dependsOn }) => dependsOn),
    receivers: definition.watchdog ? [definition.watchdog.to.name] : receiversOf(scope, severity),
    words: describeCondition(when, environment) || describeBurn(data),
    expression: query.rendered,
    targets: [
      ...panelTargets(scope, about.panel),
      ...(about.logs ? [logsTarget(scope, about.logs)] : []),
      ...(about.traces ? [tracesTarget(scope, about.traces)] : []),
    ],
    meaning: text("meaning"),
    impact: text("impact"),
    diagnosis: steps("diagnosis"),
    mitigation: steps("mitigation"),
    queries,
  };
}

/** The description of an alert of an SLO says how fast it fires; its condition is an expression without words. */
function describeBurn({ labels, annotations }: CompiledAlert["data"]): string {
  return labels?.slo_tier === undefined ? "" : (annotations?.description ?? "").replace(/\.$/, "");
}

function receiversOf({ system, settings }: Scope, severity: string): readonly string[] {
  const varying = Object.hasOwn(system.routes, severity) ? system.routes[severity] : undefined;
  const route = varying && resolve(varying, settings.environment);
  const receivers = route && ("to" in route ? resolve(route.to, settings.environment) : route);
  return (receivers ?? []).map(({ name }) => name);
}

function compileStep(
  scope: Scope,
  subject: Subject,
  step: RunbookStep,
  path: readonly string[],
  dashboards: Dashboards,
) {
  const value = <T>(name: keyof RunbookStep, varying: Varying<T> | undefined) =>
    resolveValue(scope, subject, `"${[...path, name].join(".")}"`, varying, [...path, name]);
  const compiledQuery = compileStepQuery(scope, subject, value("query", step.query), [...path, "query"]);
  const facts: StepFacts = {
    text: tidy(value("text", step.text)),
    command: tidy(value("command", step.command)),
    query: compiledQuery && {
      language: compiledQuery.composed.query.language,
      text: compiledQuery.rendered,
      url: renderExploreLink(scope, compiledQuery.composed.query.language, encodeQuery(compiledQuery.rendered)),
    },
    targets: [
      ...panelTargets(scope, findTarget(scope, subject, step, path, dashboards)),
      ...(step.logs ? [logsTarget(scope, step.logs)] : []),
    ],
  };
  return { facts, compiledQuery };
}

function compileStepQuery(scope: Scope, subject: Subject, query: unknown, option: readonly string[]) {
  if (query === undefined) return undefined;
  if (!isQuery(query) && !isSignal(query) && !isRecordingRule(query)) {
    const summary = `"${option.join(".")}" must be an expression or a signal, not ${describeType(query)}`;
    reportError(scope, "definition/wrong-type", subject, { summary, option });
    return undefined;
  }
  const { window } = scope.settings;
  return compileQuery(scope, { ...subject, name: `runbook of ${subject.name}` }, queryOf(query), {
    in: "rule",
    window,
  });
}

/** Finds the dashboard or the panel that a step names. */
function findTarget(
  scope: Scope,
  subject: Subject,
  { dashboard, panel }: RunbookStep,
  path: readonly string[],
  { identities, artifacts }: Dashboards,
): PanelReference | undefined {
  const named =
    dashboard === undefined ? undefined : findDashboard(scope, identities, subject, dashboard, [...path, "dashboard"]);
  if (dashboard !== undefined && !named) return undefined;
  const searched = named ? artifacts.filter(({ definition }) => definition === named.definition) : artifacts;
  if (panel === undefined) return named && searched[0] && referenceTo(searched[0], undefined);
  const found = findPanel(searched, panel);
  if (!found && !scope.leftOut.panels.has(panel))
    reportUnknownPanel(scope, subject, panel, searched, [...path, "panel"]);
  return found;
}

/** Links without values for variables: a page is about every alert of that name. */
function panelTargets({ settings }: Scope, panel: PanelReference | undefined): readonly TargetFacts[] {
  if (!panel) return [];
  const { dashboard, panel: title } = panel.titles;
  const { panel_url, dashboard_url } = renderPanelLinks(panel, () => "never", settings.grafana.url);
  const whole = { title: `Dashboard ${quote(dashboard)}`, url: dashboard_url };
  if (panel.panelId === undefined) return [whole];
  return [{ title: `Panel ${quote(title ?? "")} of dashboard ${quote(dashboard)}`, url: panel_url }, whole];
}

function logsTarget(scope: Scope, stream: LogStream): TargetFacts {
  const selector = renderSelector(fixedSelector(stream), scope.settings.environment).text;
  return { title: `Logs \`${selector}\``, url: renderLogsLink(scope, stream, () => "never") };
}

function tracesTarget(scope: Scope, traces: TraceStream): TargetFacts {
  return { title: `Traces \`${traces.toTraceql()}\``, url: renderTracesLink(scope, traces) };
}

function quote(title: string): string {
  return `“${title.replace(/[\\`*[\]<>|]/g, (sign) => `\\${sign}`)}”`;
}

/** Removes the indentation of a template literal, and space at both ends. */
function tidy(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const lines = text.trim().split(/\r?\n/);
  const indents = lines.slice(1).flatMap((line) => (line.trim() === "" ? [] : [/^ */.exec(line)![0].length]));
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line, index) => (index === 0 ? line : line.slice(indent)).trimEnd()).join("\n");
}
