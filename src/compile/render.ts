import { renderAlertmanager } from "../formats/alertmanager/render-alertmanager.js";
import { renderDashboard, renderResource } from "../formats/grafana/render-dashboard.js";
import { renderAlerting, renderInhibitionRules } from "../formats/grafana-alerting/index.js";
import { renderRuleFile } from "../formats/prometheus/index.js";
import { renderYaml, type YamlValue } from "../yaml/index.js";
import type { Artifact } from "./compiled.js";

/** Renders the text of an artifact: deterministic, and laid out for reviews. */
export function renderArtifact(artifact: Artifact): string {
  switch (artifact.kind) {
    case "grafana dashboard":
      return artifact.createResource ? renderResource(artifact.createResource()) : renderDashboard(artifact.value);
    case "grafana resource":
      return renderResource(artifact.createResource());
    case "grafana folder":
      return renderResource(artifact.value);
    case "prometheus rules":
    case "loki rules":
      return renderRuleFile(artifact.value);
    case "alertmanager":
      return artifact.keptText ?? renderAlertmanager(artifact.value);
    case "collection file":
      return artifact.copyOf ? renderArtifact(artifact.copyOf) : renderContent(artifact.value ?? "");
    case "alertmanager config":
      return renderContent(artifact.value);
    case "notification templates":
      return artifact.value;
    case "grafana alerting":
      return renderAlerting(artifact.value);
    case "grafana inhibition rules":
      return renderInhibitionRules(artifact.value);
  }
}

/** Renders a YAML file, or another one that is a text already. */
function renderContent(value: YamlValue): string {
  return typeof value === "string" ? value : renderYaml(value);
}
