import type { Artifact } from "../../src/compile/index.js";
import type { AlertmanagerConfig, Route } from "../../src/formats/alertmanager/types.js";
import { parseDuration } from "../../src/formats/prometheus/duration.js";
import type { Rule } from "../../src/formats/prometheus/types.js";
import { formatDuration } from "../../src/model/definition/duration.js";
import { type DurationExpr, type Expr, parse, ruleDialect, walk } from "../../src/promql/index.js";

/**
 * Divides every duration of rules and routes, and nothing else: a system in time-lapse. Alertmanager's defaults are
 * durations, too.
 */
export function accelerate(artifacts: readonly Artifact[], factor: number): readonly Artifact[] {
  const shorten = (duration: string) => formatDuration(Math.round(parseDuration(duration)! / factor));
  return artifacts.map((artifact) => {
    if (artifact.kind === "alertmanager") return { ...artifact, value: accelerateRouting(artifact.value, shorten) };
    if (artifact.kind !== "prometheus rules") return artifact;
    const groups = artifact.value.groups.map(({ interval, rules, ...group }) => ({
      ...group,
      ...(interval !== undefined && { interval: shorten(interval) }),
      rules: rules.map((rule) => accelerateRule(rule, shorten)),
    }));
    return { ...artifact, value: { ...artifact.value, groups } };
  });
}

type Shorten = (duration: string) => string;

function accelerateRule(rule: Rule, shorten: Shorten): Rule {
  const expr = accelerateExpression(rule.expr, shorten);
  if (!("alert" in rule)) return { ...rule, expr };
  return {
    ...rule,
    expr,
    ...(rule.for !== undefined && { for: shorten(rule.for) }),
    ...(rule.keep_firing_for !== undefined && { keep_firing_for: shorten(rule.keep_firing_for) }),
  };
}

/** Replaces the durations of an expression in its text. */
function accelerateExpression(text: string, shorten: Shorten): string {
  const { expr } = parse(text, ruleDialect({ major: 2, minor: 42 }));
  if (!expr) throw new Error(`not an expression: ${text}`);
  const durations: DurationExpr[] = [];
  walk(expr, (node) => durations.push(...durationsOf(node)));
  return durations
    .sort((a, b) => b.start - a.start)
    .reduce((shorter, duration) => {
      if (duration.kind !== "duration") throw new Error(`not a plain duration: ${text}`);
      return shorter.slice(0, duration.start) + shorten(duration.raw) + shorter.slice(duration.end);
    }, text);
}

function durationsOf(node: Expr): readonly DurationExpr[] {
  const parts = node as { range?: DurationExpr; step?: DurationExpr; offset?: DurationExpr };
  return [parts.range, parts.step, parts.offset].filter((part) => part !== undefined);
}

function accelerateRouting(config: AlertmanagerConfig, shorten: Shorten): AlertmanagerConfig {
  const defaults = { group_wait: "30s", group_interval: "5m", repeat_interval: "4h" };
  return { ...config, route: accelerateRoute({ ...defaults, ...config.route }, shorten) };
}

function accelerateRoute(route: Route, shorten: Shorten): Route {
  const { group_wait, group_interval, repeat_interval, routes } = route;
  return {
    ...route,
    ...(group_wait !== undefined && { group_wait: shorten(group_wait) }),
    ...(group_interval !== undefined && { group_interval: shorten(group_interval) }),
    ...(repeat_interval !== undefined && { repeat_interval: shorten(repeat_interval) }),
    ...(routes && { routes: routes.map((child) => accelerateRoute(child, shorten)) }),
  };
}
