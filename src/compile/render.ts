import { renderAlertmanager } from "../formats/alertmanager/render-alertmanager.js";
import { renderDashboard } from "../formats/grafana/render-dashboard.js";
import { renderRuleFile } from "../formats/prometheus/index.js";
import type { Artifact } from "./compiled.js";

/** The text of an artifact: the same bytes for the same artifact, in a form that reads well in a review. */
export function renderArtifact(artifact: Artifact): string {
  switch (artifact.kind) {
    case "grafana dashboard":
      return renderDashboard(artifact.value);
    case "prometheus rules":
      return renderRuleFile(artifact.value);
    case "alertmanager":
      return renderAlertmanager(artifact.value);
  }
}
