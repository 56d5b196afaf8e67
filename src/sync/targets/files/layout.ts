import { posix } from "node:path";
import type { Artifact, DashboardArtifact } from "../../../compile/compiled.js";
import { renderArtifact } from "../../../compile/index.js";
import { renderDashboard } from "../../../formats/grafana/render-dashboard.js";
import type { Settings } from "../../../model/project/project.js";
import { renderYaml } from "../../../yaml/index.js";
import type { ObjectKind } from "../../objects/object.js";

/** A file of the layout. Its path is relative to the folder of the target, with forward slashes. */
export interface LayoutFile {
  readonly path: string;
  readonly kind: ObjectKind;
  readonly name: string;
  readonly text: string;
}

/**
 * Lays artifacts out as the programs read them, with a folder for each environment:
 *
 * - `grafana/provisioning/dashboards/*.yml` tells Grafana of `grafana/dashboards/FOLDER/UID.json`
 * - `prometheus/rules/*.yml` is for `rule_files`
 * - `loki/rules/fake/*.yml` is for the ruler of a Loki with one tenant, which it calls `fake`
 * - `grafana/provisioning/alerting/*.yaml` is what Grafana manages in place of rules, where it does
 * - `alertmanager/alertmanager.yml`, with its templates beside it; one that several environments share is in
 *   `alertmanagers/NAME/`
 *
 * @param mount - the path at which Grafana finds the folder of the target
 */
export function layOutFiles(artifacts: readonly Artifact[], mount: string): readonly LayoutFile[] {
  return [
    ...artifacts.flatMap((artifact) => layOutArtifact(artifact, artifacts)),
    ...dashboardProviders(artifacts, mount),
  ];
}

function layOutArtifact(artifact: Artifact, all: readonly Artifact[]): readonly LayoutFile[] {
  const { system, settings } = artifact;
  const { environment } = settings;
  const rules = `${system.name}-${posix.basename(artifact.path)}`;
  // Two servers that evaluate the same rules would notify twice.
  if (settings.alerting === "grafana" && replacedByGrafana(artifact)) return [];
  switch (artifact.kind) {
    case "grafana dashboard":
      return [dashboardFile(artifact)];
    case "prometheus rules":
      return [ruleFile(`${environment}/prometheus/rules/${rules}`, artifact)];
    case "loki rules":
      return [ruleFile(`${environment}/loki/rules/fake/${rules}`, artifact)];
    case "alertmanager": {
      const path = `${alertmanagerFolder(artifact)}/alertmanager.yml`;
      const text = renderArtifact(artifact);
      return [{ path, kind: "alertmanager configuration", name: posix.dirname(artifact.path), text }];
    }
    case "notification templates": {
      const config = all.find((one) => one.kind === "alertmanager" && contains(posix.dirname(one.path), artifact.path));
      if (!config) return [];
      const beside = posix.relative(posix.dirname(config.path), artifact.path);
      const path = `${alertmanagerFolder(config)}/${beside}`;
      return [{ path, kind: "notification templates", name: beside, text: artifact.value }];
    }
    case "grafana alerting": {
      const isOfSystem = artifact.value.groups !== undefined;
      const name = isOfSystem ? rules : posix.basename(artifact.path);
      const kind = isOfSystem ? "rules" : "file";
      return [{ path: `${environment}/${alertingFolder}/${name}`, kind, name, text: renderArtifact(artifact) }];
    }
    // No program reads other artifacts from this layout.
    default:
      return [];
  }
}

/** The folder from which Grafana provisions alerting. */
export const alertingFolder = "grafana/provisioning/alerting";

/** True for what an environment would give to Prometheus, Loki and an Alertmanager of its own. */
function replacedByGrafana({ kind, path, settings }: Artifact): boolean {
  if (kind === "prometheus rules" || kind === "loki rules") return true;
  return (kind === "alertmanager" || kind === "notification templates") && contains(settings.environment, path);
}

/** The file of a dashboard, which is always a classic one: Grafana reads it from disk. */
function dashboardFile(artifact: DashboardArtifact): LayoutFile {
  const { value, settings } = artifact;
  const path = `${dashboardFolder(settings)}/${value.uid}.json`;
  return { path, kind: "dashboard", name: value.title ?? value.uid, text: renderDashboard(value) };
}

function ruleFile(path: string, artifact: Artifact): LayoutFile {
  return { path, kind: "rules", name: posix.basename(path), text: renderArtifact(artifact) };
}

function dashboardFolder({ environment, grafana }: Settings): string {
  return `${environment}/grafana/dashboards/${grafana.folder?.uid ?? "general"}`;
}

/** The Alertmanager of one environment is in its folder. One that several share has a folder of its own. */
function alertmanagerFolder({ path, settings }: Artifact): string {
  const folder = posix.dirname(path);
  return folder === settings.environment ? `${folder}/alertmanager` : folder;
}

function contains(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** The files that tell Grafana where dashboards are and which folder they belong in, one for each folder. */
function dashboardProviders(artifacts: readonly Artifact[], mount: string): readonly LayoutFile[] {
  const files = new Map<string, LayoutFile>();
  for (const { kind, settings } of artifacts) {
    if (kind !== "grafana dashboard") continue;
    const { folder } = settings.grafana;
    const uid = folder?.uid ?? "general";
    const provider = {
      name: `telltale-${uid}`,
      type: "file",
      ...(folder?.title !== undefined && { folder: folder.title }),
      ...(folder && { folderUid: folder.uid }),
      disableDeletion: false,
      allowUiUpdates: false,
      updateIntervalSeconds: 10,
      options: { path: posix.join(mount, dashboardFolder(settings)) },
    };
    const path = `${settings.environment}/grafana/provisioning/dashboards/${uid}.yml`;
    const text = renderYaml({ apiVersion: 1, providers: [provider] });
    files.set(path, { path, kind: "folder", name: folder?.title ?? uid, text });
  }
  return [...files.values()];
}
