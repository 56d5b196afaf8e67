import type { DashboardArtifact } from "../../compile/compiled.js";
import { readDashboard } from "../../formats/grafana/read/read-dashboard.js";
import type { ForeignDashboard } from "../../model/dashboard/dashboard.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { panelDialect } from "../../promql/index.js";
import type { DashboardSubjects } from "./compiled-dashboard.js";
import { fileDashboard } from "./file-dashboard.js";
import type { SubjectInputs } from "./inputs.js";

/**
 * Creates the subjects of a dashboard that a definition adds as JSON, migrated to today's schema. They have their place in
 * the JSON file, and the uid, ids and data sources that are written.
 */
export function foreignDashboard(
  { value, panels: written, settings }: DashboardArtifact,
  { source, origin, allow }: ForeignDashboard,
  inputs: SubjectInputs,
): DashboardSubjects {
  const { span } = origin;
  const definition = source.path === undefined ? (span ?? { file: "", start: { line: 1, column: 1 } }) : undefined;
  const { dashboard } = readDashboard(source.text, source.path ?? "", definition);
  if (!dashboard) throw new Error(`the dashboard "${value.uid}" was compiled, but cannot be read`);
  const dialect = panelDialect(prometheusRelease(settings.versions));
  const isInFile = definition === undefined;
  const { subject, ...others } = fileDashboard(dashboard, source.text, dialect, inputs, { allow, span, isInFile });
  const panels = subject.panels.map((panel, index) => {
    const { id, datasource, targets = [] } = written[index]?.data ?? {};
    const sources = [datasource, ...targets.map((target) => target.datasource)];
    return { ...panel, id, dataSources: sources.flatMap((one) => (typeof one === "string" ? one : (one?.uid ?? []))) };
  });
  const title = typeof value.title === "string" ? value.title : "";
  return {
    subject: { ...subject, uid: value.uid, title, folder: settings.grafana.folder?.uid ?? "", panels },
    queries: others.queries,
    logqlQueries: others.logqlQueries,
  };
}
