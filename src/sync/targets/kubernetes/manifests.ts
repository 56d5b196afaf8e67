import { posix } from "node:path";
import type { Artifact, DashboardArtifact } from "../../../compile/compiled.js";
import { renderDashboard } from "../../../formats/grafana/render-dashboard.js";
import type { KubernetesTarget } from "../../../model/project/target.js";
import { renderYaml, type YamlValue } from "../../../yaml/index.js";
import { digestText } from "../../objects/digest.js";
import type { ObjectKind } from "../../objects/object.js";
import { SyncError } from "../../sync-error.js";
import type { LayoutFile } from "../files/layout.js";

/** Maximum size of a ConfigMap, in bytes. */
const maxConfigMap = 1024 * 1024;

/** The label by which the sidecar of Grafana's chart finds dashboards. */
const sidecarLabel = { grafana_dashboard: "1" };

/** Writes manifests for a repository that is applied to a cluster: rules for the operator of Prometheus, and dashboards. */
export function writeManifests(artifacts: readonly Artifact[], options: KubernetesTarget): readonly LayoutFile[] {
  return artifacts.flatMap((artifact) => {
    // Grafana evaluates the rules that it manages.
    if (artifact.kind === "prometheus rules")
      return artifact.settings.alerting === "grafana" ? [] : [writeRules(artifact, options)];
    return artifact.kind === "grafana dashboard" ? [writeDashboard(artifact, options)] : [];
  });
}

/** The kind of a file, by its path. */
export function kindOfManifest(path: string): ObjectKind {
  return path.startsWith("rules/") ? "rules" : path.startsWith("dashboards/") ? "dashboard" : "file";
}

function writeRules(artifact: Artifact & { readonly kind: "prometheus rules" }, options: KubernetesTarget): LayoutFile {
  const name = resourceName(`${artifact.system.name}-${posix.basename(artifact.path).replace(/\.ya?ml$/, "")}`);
  return manifest(`rules/${name}.yaml`, "rules", name, {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: metadata(name, options, options.ruleLabels),
    spec: artifact.value,
  });
}

function writeDashboard(artifact: DashboardArtifact, options: KubernetesTarget): LayoutFile {
  const { value, settings } = artifact;
  const name = resourceName(value.uid);
  const { folder } = settings.grafana;
  const title = value.title ?? value.uid;
  const path = `dashboards/${name}.yaml`;
  if (options.dashboards === "operator") {
    return manifest(path, "dashboard", title, {
      apiVersion: "grafana.integreatly.org/v1beta1",
      kind: "GrafanaDashboard",
      metadata: metadata(name, options),
      spec: {
        instanceSelector: { matchLabels: options.instanceLabels ?? { dashboards: "grafana" } },
        uid: value.uid,
        ...(folder && { folderUID: folder.uid }),
        json: renderDashboard(value),
      },
    });
  }
  const text = renderDashboard(value);
  if (Buffer.byteLength(text) > maxConfigMap) {
    throw new SyncError(`the dashboard "${title}" is too large for a ConfigMap (1 MiB)`, "split the dashboard");
  }
  return manifest(path, "dashboard", title, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      ...metadata(name, options, sidecarLabel),
      ...(folder?.title !== undefined && { annotations: { grafana_folder: folder.title } }),
    },
    data: { [`${value.uid}.json`]: text },
  });
}

function metadata(name: string, { namespace }: KubernetesTarget, labels: Readonly<Record<string, string>> = {}) {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    labels: { "app.kubernetes.io/managed-by": "telltale", ...labels },
  };
}

function manifest(path: string, kind: LayoutFile["kind"], name: string, value: object): LayoutFile {
  return { path, kind, name, text: renderYaml(value as YamlValue) };
}

/** Turns a name into that of a resource, a DNS subdomain. One that has to be changed for that ends in a hash. */
function resourceName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 200);
  return plain === name ? plain : `${plain}-${digestText(name).slice(0, 8)}`;
}
