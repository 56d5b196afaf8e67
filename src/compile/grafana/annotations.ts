import { nearest } from "../../diagnostics/nearest.js";
import type { Annotation as AnnotationData } from "../../formats/grafana/types.js";
import type { Annotation, TaggedAnnotation } from "../../model/dashboard/annotation.js";
import { type DataQuery, isDataQuery } from "../../model/dashboard/data-query.js";
import type { CompiledPanel, CompiledQuery, DashboardArtifact } from "../compiled.js";
import { compileQuery } from "../query/query.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import type { DataSources } from "./data-sources.js";

/** Annotations created in Grafana, and those of Grafana's own alerts. */
const builtIn: AnnotationData = {
  name: "Annotations & Alerts",
  type: "dashboard",
  builtIn: 1,
  datasource: { type: "grafana", uid: "-- Grafana --" },
  enable: true,
  hide: true,
  iconColor: "rgba(0, 211, 255, 1)",
};

export interface CompiledAnnotations {
  readonly list: readonly AnnotationData[];
  readonly compiled: DashboardArtifact["annotations"];
}

export function compileAnnotations(
  scope: Scope,
  dashboard: Subject,
  annotations: readonly (Annotation | TaggedAnnotation)[],
  dataSources: DataSources,
  { panels, isGrafanaShown }: { readonly panels: readonly CompiledPanel[]; readonly isGrafanaShown: boolean },
): CompiledAnnotations {
  const compiled: { definition: Annotation; query: CompiledQuery }[] = [];
  const own = annotations.map((definition): AnnotationData => {
    const subject = { name: `annotation "${definition.name}" of ${dashboard.name}`, origin: definition.origin };
    const fields = {
      enable: definition.enabled ?? true,
      hide: definition.hidden ?? false,
      iconColor: definition.color,
    };
    const filter = filterPanels(scope, subject, definition, panels);
    if (!("query" in definition)) {
      const { name, withTags: tags, matchAny = false, limit = 100 } = definition;
      const target = { type: "tags", tags, matchAny, limit };
      return { name, datasource: builtIn.datasource!, ...fields, target, ...filter };
    }
    if (isDataQuery(definition.query)) {
      const { type, dataSource = definition.dataSource } = definition.query;
      checkTexts(scope, subject, definition);
      const datasource = dataSources.ofType(type, dataSource, subject);
      return { name: definition.name, datasource, ...fields, ...renderRows(definition.query, definition), ...filter };
    }
    if (definition.fields) reportFields(scope, subject);
    const query = compileQuery(scope, subject, definition.query, { in: "panel" });
    compiled.push({ definition, query });
    const datasource = dataSources.for(definition.query.language, definition.dataSource, subject);
    return {
      name: definition.name,
      datasource,
      ...fields,
      expr: query.rendered,
      ...renderEvents(definition),
      ...filter,
    };
  });
  return { list: [{ ...builtIn, enable: isGrafanaShown }, ...own], compiled };
}

/** Renders a query whose rows are events, and the columns that say what each is. */
function renderRows({ body, formats }: DataQuery, { fields }: Annotation) {
  const mappings = Object.entries(fields ?? {}).map(([part, value]) => [part, { source: "field", value }]);
  const query = { ...(formats && { format: formats.table }), ...body, refId: "Anno" };
  // The SDK has types of the tags of Grafana's own annotations only.
  const target = query as unknown as AnnotationData["target"];
  return { target, ...(fields && { mappings: Object.fromEntries(mappings) }) };
}

/** Options for the series of Prometheus and the lines of Loki. */
const seriesOptions = ["title", "text", "tags", "step", "valueIsTime"] as const;

function checkTexts(scope: Scope, subject: Subject, definition: Annotation): void {
  for (const option of seriesOptions.filter((one) => definition[one] !== undefined)) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `\`${option}\` is for expressions in PromQL and LogQL`,
      details: "The events of other data sources are rows, whose columns say what each is.",
      fix: 'name the columns: fields: { time: "time", text: "name" }',
      option: [option],
    });
  }
}

function reportFields(scope: Scope, subject: Subject): void {
  reportError(scope, "definition/unsupported", subject, {
    summary: "`fields` is for the rows of other data sources",
    fix: 'write `title`, `text` and `tags` from the labels: text: "{{pod}}"',
    option: ["fields"],
  });
}

/** Renders what an event says. */
function renderEvents({ title, text, tags = [], step, valueIsTime }: Annotation) {
  return {
    ...(title !== undefined && { titleFormat: title }),
    ...(text !== undefined && { textFormat: text }),
    ...(tags.length > 0 && { tagKeys: tags.join(",") }),
    ...(step !== undefined && { step }),
    ...(valueIsTime && { useValueForTime: true }),
  };
}

/** Renders the panels that show an annotation. Reports a title that no panel of any environment has. */
function filterPanels(
  scope: Scope,
  subject: Subject,
  { panels: filter }: Annotation | TaggedAnnotation,
  panels: readonly CompiledPanel[],
) {
  if (filter === undefined) return {};
  const isExclusion = "except" in filter;
  const titles = isExclusion ? filter.except : filter;
  const ids = titles.flatMap((title) => {
    const named = panels.filter(({ data }) => data.title === title);
    if (named.length === 0 && !scope.leftOut.panels.has(title)) {
      const similar = nearest(
        title,
        panels.map(({ data }) => data.title ?? ""),
      );
      reportError(scope, "definition/unknown-panel", subject, {
        summary: `the dashboard has no panel "${title}"`,
        ...(similar !== undefined && { fix: `did you mean "${similar}"?` }),
        option: ["panels"],
      });
    }
    return named.map(({ data }) => data.id);
  });
  return { filter: { exclude: isExclusion, ids } };
}
