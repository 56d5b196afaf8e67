import { isAlertingRule } from "../../formats/prometheus/types.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { type Expr, type Matcher, panelDialect, parse, ruleDialect, selectors } from "../../promql/index.js";
import type { Artifact, DashboardArtifact } from "../compiled.js";

/** A definition that reads a series. */
export interface Use {
  readonly kind: "alerts" | "rules" | "dashboards";
  readonly name: string;
  /** The matchers that select the series. */
  readonly matchers: readonly Matcher[];
}

/** Collects who reads each series of a system, by the name of the series. */
export function collectUses(artifacts: readonly Artifact[]): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (kind: Use["kind"], user: string, expr: Expr | undefined) => {
    for (const { name, matchers } of expr ? selectors(expr) : []) {
      if (name === undefined) continue;
      const own = uses.get(name) ?? [];
      own.push({ kind, name: user, matchers });
      uses.set(name, own);
    }
  };
  for (const artifact of artifacts) {
    if (artifact.kind === "prometheus rules") {
      const compiled = new Map(artifact.rules.map((rule) => [rule.data, rule.query.expr]));
      const { rule: dialect } = dialectsOf(artifact);
      for (const rule of artifact.value.groups.flatMap(({ rules }) => rules)) {
        // Those in Prometheus' own format are not compiled.
        const expr = compiled.has(rule) ? compiled.get(rule) : parse(rule.expr, dialect).expr;
        if (isAlertingRule(rule)) add("alerts", rule.alert, expr);
        else add("rules", rule.record, expr);
      }
    }
    if (artifact.kind !== "grafana dashboard") continue;
    const { value } = artifact;
    const addShown = (expr: Expr | undefined) => add("dashboards", value.title ?? "", expr);
    const drawn = [...artifact.panels.flatMap(({ queries }) => queries), ...artifact.annotations];
    for (const { query } of [...drawn, ...artifact.variableQueries]) addShown(query.expr);
    for (const offered of offeredSeries(artifact)) addShown(parse(offered, dialectsOf(artifact).panel).expr);
  }
  return uses;
}

function dialectsOf({ settings }: Artifact) {
  const version = prometheusRelease(settings.versions);
  return { rule: ruleDialect(version), panel: panelDialect(version) };
}

/** Finds the series of which variables offer the values of a label: `label_values(up{job="cart"}, pod)`. */
function offeredSeries({ value }: DashboardArtifact): readonly string[] {
  return (value.templating?.list ?? []).flatMap(({ query }) => {
    const text = typeof query === "string" ? query : (query as { readonly query?: unknown } | undefined)?.query;
    const found = typeof text === "string" ? /^label_values\(([\s\S]*),[^,]*\)$/.exec(text.trim()) : null;
    return found ? [found[1]!] : [];
  });
}
