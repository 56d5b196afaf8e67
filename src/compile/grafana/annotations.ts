import type { Annotation as AnnotationData } from "../../formats/grafana/types.js";
import type { Annotation } from "../../model/dashboard/dashboard.js";
import type { DashboardArtifact } from "../compiled.js";
import { compileQuery } from "../query/query.js";
import type { Scope, Subject } from "../scope.js";
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
  annotations: readonly Annotation[],
  dataSources: DataSources,
  { isGrafanaShown }: { readonly isGrafanaShown: boolean },
): CompiledAnnotations {
  const compiled = annotations.map((definition) => {
    const subject = { name: `annotation "${definition.name}" of ${dashboard.name}`, origin: definition.origin };
    return { definition, subject, query: compileQuery(scope, subject, definition.query, { in: "panel" }) };
  });
  const own = compiled.map(
    ({ definition, subject, query }): AnnotationData => ({
      name: definition.name,
      datasource: dataSources.for(definition.query.language, undefined, subject),
      enable: true,
      hide: false,
      iconColor: definition.color,
      expr: query.rendered,
      ...(definition.title !== undefined && { titleFormat: definition.title }),
    }),
  );
  return {
    list: [{ ...builtIn, enable: isGrafanaShown }, ...own],
    compiled: compiled.map(({ definition, query }) => ({ definition, query })),
  };
}
