import type { CompiledQuery, DashboardArtifact } from "../../src/compile/compiled.js";
import type { Panel, Target } from "../../src/formats/grafana/types.js";
import { releaseOrDefault } from "../../src/model/project/releases.js";
import { evaluateInstant, evaluateRange, type Metric, type QueryValue } from "../../src/promql/evaluate/index.js";
import { parse, ruleDialect, substituteVariables } from "../../src/promql/index.js";
import type { SmokeTarget } from "../../src/simulate/smoke/probe.js";
import { createSmokeContext, type SmokeContext } from "../../src/simulate/smoke/smoke-context.js";
import { dashboardVariables, type VariableValue } from "../../src/simulate/smoke/variable-values.js";

/** A series that a panel draws. */
export interface PictureSeries {
  readonly refId: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** At most one value for an instant query. */
  readonly values: readonly { readonly time: number; readonly value: number }[];
}

/** A panel with the series of its queries. Those of other languages than PromQL are not evaluated. */
export interface PicturePanel {
  readonly panel: Panel;
  readonly series: readonly PictureSeries[];
}

export interface PictureDashboard {
  readonly artifact: DashboardArtifact;
  readonly panels: readonly PicturePanel[];
  readonly from: number;
  readonly end: number;
}

/** Evaluates the panels of all dashboards of a system over synthetic series. */
export function evaluateDashboards(target: SmokeTarget): readonly PictureDashboard[] {
  const dashboards = target.artifacts.filter((artifact) => artifact.kind === "grafana dashboard");
  const queries = dashboards.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries));
  const expressions = queries.flatMap(({ query }) => query.expr ?? []);
  const version = releaseOrDefault("prometheus", target.settings.versions.prometheus);
  const context = createSmokeContext(target, expressions, version, undefined);
  return dashboards.map((artifact) => {
    const variables = dashboardVariables(artifact, context);
    const panels = artifact.panels.map(({ data, queries: own }): PicturePanel => {
      const byRefId = new Map(own.map(({ refId, query }) => [refId, query]));
      const targets = data.targets ?? [];
      const series = targets.flatMap((one) => {
        const query = byRefId.get(one.refId);
        return query?.expr ? evaluateTarget(one, query, variables, context) : [];
      });
      return { panel: data, series };
    });
    return { artifact, panels, from: context.from, end: context.end };
  });
}

function evaluateTarget(
  target: Target,
  query: CompiledQuery,
  valueFor: VariableValue,
  { store, version, from, end, step }: SmokeContext,
): readonly PictureSeries[] {
  const { expr } = parse(substituteVariables(query.rendered, valueFor), ruleDialect(version));
  if (!expr) return [];
  const options = { store, dialect: ruleDialect(version) };
  const { value } =
    target.instant === true
      ? evaluateInstant(expr, { ...options, time: end })
      : evaluateRange(expr, { ...options, start: from, end, step });
  return listSeries(value, end).map(({ labels, values }) => {
    return { refId: target.refId, name: nameSeries(target, labels), labels, values };
  });
}

function listSeries(value: QueryValue | undefined, end: number): readonly Pick<PictureSeries, "labels" | "values">[] {
  switch (value?.kind) {
    case "scalar":
      return [{ labels: {}, values: [{ time: end, value: value.value }] }];
    case "vector":
      return value.samples.flatMap(({ metric, value: sample }) =>
        typeof sample === "number" ? [{ labels: labelsOf(metric), values: [{ time: end, value: sample }] }] : [],
      );
    case "matrix":
      return value.series.map(({ metric, samples }) => ({
        labels: labelsOf(metric),
        values: samples.flatMap(({ timestamp, value: sample }) =>
          typeof sample === "number" ? [{ time: timestamp, value: sample }] : [],
        ),
      }));
    default:
      return [];
  }
}

function labelsOf({ nameless }: Metric): Readonly<Record<string, string>> {
  return Object.fromEntries(nameless.names.map((name, index) => [name, nameless.values[index]!]));
}

function nameSeries({ legendFormat }: Target, labels: Readonly<Record<string, string>>): string {
  if (typeof legendFormat !== "string" || legendFormat === "__auto") return Object.values(labels).join(" ");
  return legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? "");
}
