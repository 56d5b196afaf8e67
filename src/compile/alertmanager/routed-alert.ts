import { type AlertingRule, isAlertingRule } from "../../formats/prometheus/types.js";
import { inferConstantLabels } from "../../model/expression/own-series.js";
import { type LabelSet, presence } from "../../promql/index.js";
import type { AnyRulesArtifact, CompiledAlert, CompiledQuery } from "../compiled.js";
import { listAlertLabels } from "../prometheus/alert-labels.js";

/** An alert as routes see it: a definition, or a rule in Prometheus' own format. */
export interface RoutedAlert {
  readonly data: AlertingRule;
  /** Undefined for a rule in Prometheus' own format. */
  readonly query?: CompiledQuery;
  /** The labels of its series. */
  readonly series?: LabelSet | undefined;
}

/** Lists the alerts of a system, in the order of its files. */
export function listRoutedAlerts(artifacts: readonly AnyRulesArtifact[]): readonly RoutedAlert[] {
  return artifacts.flatMap(({ value, rules }) => {
    const compiled = new Map(rules.map((rule) => [rule.data, rule]));
    const alerts = value.groups.flatMap((group) => group.rules.filter(isAlertingRule));
    return alerts.map((data) => (compiled.get(data) as CompiledAlert | undefined) ?? { data });
  });
}

/** True if alerts of a rule may have a label. Nothing is known of the series of a rule in Prometheus' own format. */
export function hasAlertLabel({ data, query, series }: RoutedAlert, label: string): boolean {
  if (label === "alertname" || label in (data.labels ?? {}) || query === undefined) return true;
  return series !== undefined && presence(series, label) !== "never";
}

const constantLabels = new WeakMap<CompiledQuery, ReturnType<typeof inferConstantLabels>>();

/** The value of a label, if all alerts of a rule have the same. */
export function constantValue({ data, query }: RoutedAlert, label: string): string | undefined {
  const own = data.labels?.[label];
  if (own !== undefined) return own.includes("{{") ? undefined : own;
  if (query?.expr === undefined) return undefined;
  const constants = constantLabels.get(query) ?? inferConstantLabels(query.expr);
  constantLabels.set(query, constants);
  return constants[label];
}

/** Lists the labels in which alerts of a rule may differ. Undefined if they are unknown. */
export function listInstanceLabels(alert: RoutedAlert): readonly string[] | undefined {
  const { series } = alert;
  if (series === undefined || series.isOpen) return undefined;
  return series.hasMany ? listAlertLabels(series).filter((label) => constantValue(alert, label) === undefined) : [];
}
