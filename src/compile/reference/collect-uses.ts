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
  for (const artifact of artifacts) {
    for (const { series, ...use } of usesIn(artifact)) {
      const own = uses.get(series) ?? [];
      own.push(use);
      uses.set(series, own);
    }
  }
  return uses;
}

interface SeriesUse extends Use {
  readonly series: string;
}

/** Memoises by artifact: costs, references and checks ask. */
const known = new WeakMap<Artifact, readonly SeriesUse[]>();

function usesIn(artifact: Artifact): readonly SeriesUse[] {
  const before = known.get(artifact);
  if (before) return before;
  const uses = listUses(artifact);
  known.set(artifact, uses);
  return uses;
}

function listUses(artifact: Artifact): readonly SeriesUse[] {
  if (artifact.kind === "prometheus rules") {
    const compiled = new Map(artifact.rules.map((rule) => [rule.data, rule.query.expr]));
    const { rule: dialect } = dialectsOf(artifact);
    return artifact.value.groups
      .flatMap(({ rules }) => rules)
      .flatMap((rule) => {
        // Those in Prometheus' own format are not compiled.
        const expr = compiled.has(rule) ? compiled.get(rule) : parse(rule.expr, dialect).expr;
        return isAlertingRule(rule) ? seriesIn("alerts", rule.alert, expr) : seriesIn("rules", rule.record, expr);
      });
  }
  if (artifact.kind !== "grafana dashboard") return [];
  const { title = "" } = artifact.value;
  const drawn = [...artifact.panels.flatMap(({ queries }) => queries), ...artifact.annotations];
  const exprs = [...drawn, ...artifact.variableQueries].map(({ query }) => query.expr);
  const { panel: dialect } = dialectsOf(artifact);
  const offered = offeredSeries(artifact).map((selector) => parse(selector, dialect).expr);
  return [...exprs, ...offered].flatMap((expr) => seriesIn("dashboards", title, expr));
}

function seriesIn(kind: Use["kind"], name: string, expr: Expr | undefined): readonly SeriesUse[] {
  return (expr ? selectors(expr) : []).flatMap(({ name: series, matchers }) =>
    series === undefined ? [] : [{ series, kind, name, matchers }],
  );
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
