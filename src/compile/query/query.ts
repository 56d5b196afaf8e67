import { finding } from "../../diagnostics/finding.js";
import { logqlFindings } from "../../logql/findings.js";
import * as logql from "../../logql/index.js";
import { type ComposedQuery, compose, windowMacro } from "../../model/expression/compose.js";
import type { Query } from "../../model/expression/query.js";
import { promqlFindings } from "../../promql/findings.js";
import { type Dialect, isPlainMetricName, print, windowVariable } from "../../promql/index.js";
import { locate, locateHole } from "../../source/locate-expression.js";
import { locatePattern } from "../../source/locate-pattern.js";
import type { CompiledQuery } from "../compiled.js";
import { definitionFindings } from "../findings.js";
import { reportMissingAlerts, selectAlert } from "../prometheus/alert-states.js";
import type { Scope, Subject } from "../scope.js";
import { environmentLabel } from "../slo/environment-label.js";
import { readAlertsOfGrafana } from "./grafana-alerts.js";
import { hasOnlyPlainNames, needsQuotes } from "./quoted-names.js";

/** The use of an expression. Determines the value of `${window}`, and whether dashboard variables are allowed. */
export type QueryContext = { readonly in: "panel" | "variable" } | { readonly in: "rule"; readonly window: string };

/** Grafana computes `$__rate_interval` for panels only. */
const grafanaWindows = { panel: "$__rate_interval", variable: "$__range" } as const;

/** Longer lines are broken where the expression allows it. */
const lineWidth = 100;

/** Compiles an expression for the environment of the scope, and reports its errors. */
export function compileQuery(scope: Scope, subject: Subject, query: Query, context: QueryContext): CompiledQuery {
  const dialect = scope.dialects[context.in === "rule" ? "rule" : "panel"];
  const { environment } = scope.settings;
  const composed = compose(query, environment, (text) => needsParentheses(scope, query, text), {
    selectAlert: (alert) => selectAlert(scope, alert),
    environmentLabels: (rule) => environmentLabel(scope.settings, rule),
    memo: scope.queries.compositions(scope.dialects.panel),
  });
  reportMissingAlerts(scope, subject, composed);
  for (const { query: owner, hole, message, missingIn } of composed.problems) {
    const span = missingIn?.origin.span ?? locateHole(owner, hole, scope.sources);
    scope.report({
      ...finding(definitionFindings, "definition/unfilled-hole"),
      summary: missingIn ? `perEnvironment({ … }) ${message}` : `\`\${…}\` number ${hole + 1} ${message}`,
      ...(missingIn && { fix: `add ${environment}: … to it` }),
      subject: subject.name,
      ...(span && { span }),
    });
  }
  const compiled =
    query.language === "logql"
      ? compileLogql(scope, composed, dialect, context)
      : compilePromql(scope, composed, dialect, context);
  if (composed.problems.length === 0 && !hasUnsupportedNames(scope, composed)) reportErrors(scope, subject, compiled);
  return compiled;
}

/** True if an expression has a series whose name the targeted release cannot store, which is reported at its definition. */
function hasUnsupportedNames(scope: Scope, { references }: ComposedQuery): boolean {
  if (!hasOnlyPlainNames(scope)) return false;
  const { metrics, recorded } = references;
  return [...metrics].some(needsQuotes) || [...recorded].some(({ record }) => !isPlainMetricName(record));
}

function compilePromql(
  { queries, settings }: Scope,
  composed: ComposedQuery,
  dialect: Dialect,
  context: QueryContext,
): CompiledQuery {
  const { expr, errors } = queries.parse(composed.text, dialect);
  const window = context.in === "rule" ? context.window : grafanaWindows[context.in];
  const variables = (name: string) => (name === windowVariable ? window : undefined);
  const width = context.in === "variable" ? Number.POSITIVE_INFINITY : lineWidth;
  const isOfGrafana = settings.alerting === "grafana" && context.in !== "rule";
  const rendered = expr
    ? queries.rendering(expr, `${width} ${window} ${isOfGrafana}`, () =>
        print(isOfGrafana ? readAlertsOfGrafana(expr) : expr, { width, variables }),
      )
    : composed.text.replaceAll(windowMacro, window);
  return { composed, dialect, expr, errors, rendered };
}

/** Grafana's variable for a Loki range that suits the panel. */
const logqlWindow = "$__auto";

function compileLogql(
  { queries }: Scope,
  composed: ComposedQuery,
  dialect: Dialect,
  context: QueryContext,
): CompiledQuery {
  const { expr, errors } = queries.parseLogql(composed.text, dialect.grafana);
  const window = context.in === "rule" ? context.window : logqlWindow;
  const variables = (name: string) => (name === windowVariable ? window : undefined);
  const rendered = expr
    ? queries.rendering(expr, `${lineWidth} ${window}`, () => logql.print(expr, { width: lineWidth, variables }))
    : composed.text.trim().replaceAll(windowMacro, window);
  return { composed, dialect, expr: undefined, logql: expr, errors, rendered };
}

function reportErrors(scope: Scope, subject: Subject, { composed, errors }: CompiledQuery): void {
  const language = composed.query.language === "logql" ? "LogQL" : "PromQL";
  for (const { message, start, end, hint } of errors) {
    const pattern = locateBadPattern(scope, composed, message, start, end);
    if (pattern) {
      // Without a subject, so that it is reported once, and not for each expression that has the matcher.
      const fix = message.includes("Perl syntax") ? re2Hint : hint;
      scope.report({
        ...finding(promqlFindings, "promql/syntax"),
        summary: message,
        ...(fix !== undefined && { fix }),
        span: pattern,
      });
      continue;
    }
    const { span, excerpt } = locate(composed, start, end, scope.sources);
    scope.report({
      ...(language === "LogQL" ? finding(logqlFindings, "logql/syntax") : finding(promqlFindings, "promql/syntax")),
      summary: message,
      ...(hint !== undefined && { fix: hint }),
      subject: subject.name,
      ...(span && { span }),
      ...(excerpt && { excerpt }),
    });
  }
}

const re2Hint = "Prometheus reads RE2, which has no lookahead, lookbehind or back-references: match without them";

/** Finds the regular expression that is invalid, where the definition of a metric or a matcher has it. */
function locateBadPattern(scope: Scope, composed: ComposedQuery, message: string, start: number, end: number) {
  const quoted =
    message.startsWith("error parsing regexp") && /"(?:[^"\\]|\\.)*"/.exec(composed.text.slice(start, end));
  if (!quoted) return undefined;
  const origins = [composed.query.origin, ...Array.from(composed.references.metrics, ({ origin }) => origin)];
  const files = origins.flatMap(({ position }) => position?.file ?? []);
  return locatePattern(JSON.parse(quoted[0]) as string, files, scope.sources);
}

/** True for an expression that needs parentheses inside another: `a + b`, `-a`. */
function needsParentheses({ dialects, queries }: Scope, { language }: Query, text: string): boolean {
  if (language === "logql") return queries.parseLogql(text, true).expr?.kind === "binary";
  const kind = queries.parse(text, dialects.panel).expr?.kind;
  return kind === "binary" || kind === "unary";
}
