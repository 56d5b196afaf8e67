import { posix } from "node:path";
import { resourceName } from "../../../compile/collection/operator/resource-name.js";
import type { Artifact, DashboardArtifact } from "../../../compile/compiled.js";
import { renderDashboard } from "../../../formats/grafana/render-dashboard.js";
import type { KubernetesTarget } from "../../../model/project/target.js";
import { renderYaml, type YamlValue } from "../../../yaml/index.js";
import type { ObjectKind } from "../../objects/object.js";
import { SyncError } from "../../sync-error.js";
import type { LayoutFile } from "../files/layout.js";
import { resourcesOf } from "../grafana/compiled-resources.js";

/** Maximum size of a ConfigMap, in bytes; other resources are limited likewise. */
const maxManifest = 1024 * 1024;

/** The label by which the sidecar of Grafana's chart finds dashboards. */
const sidecarLabel = { grafana_dashboard: "1" };

/** Writes manifests for a repository that is applied to a cluster: rules for the operator of Prometheus, and dashboards. */
export function writeManifests(artifacts: readonly Artifact[], options: KubernetesTarget): readonly LayoutFile[] {
  const alerting = artifacts.flatMap((one) => {
    if (one.kind === "alertmanager config") return writeRouting(one, options);
    // Grafana evaluates the rules that it manages.
    const isRules = one.kind === "prometheus rules" && one.settings.alerting !== "grafana";
    return isRules ? [writeRules(one, options)] : [];
  });
  if (options.dashboards === "manifest") return [...alerting, ...writeResources(artifacts, options)];
  return [
    ...alerting,
    ...artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [writeDashboard(one, options)] : [])),
  ];
}

/** Wraps resources of `/apis`, which grafana-operator sends as they are. */
function writeResources(artifacts: readonly Artifact[], options: KubernetesTarget): readonly LayoutFile[] {
  return resourcesOf(artifacts, "resources", options.environment).map(({ kind, title, resource }) => {
    const name = resourceName(resource.metadata.name);
    return manifest(`${kind}s/${name}.yaml`, kind, title, {
      ...{ apiVersion: "grafana.integreatly.org/v1beta1", kind: "GrafanaManifest" },
      metadata: metadata(name, options),
      spec: { instanceSelector: instanceSelector(options), template: resource },
    });
  });
}

function instanceSelector({ instanceLabels = { dashboards: "grafana" } }: KubernetesTarget) {
  return { matchLabels: instanceLabels };
}

/** The kind of a file, by its path. */
export function kindOfManifest(path: string): ObjectKind {
  const kinds = { rules: "rules", dashboards: "dashboard", folders: "folder" } as const;
  return kinds[path.slice(0, path.indexOf("/")) as keyof typeof kinds] ?? "file";
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
        instanceSelector: instanceSelector(options),
        uid: value.uid,
        ...(folder && { folderUID: folder.uid }),
        json: renderDashboard(value),
      },
    });
  }
  const text = renderDashboard(value);
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

/** The routes and receivers, and the texts of their notifications, which Alertmanager loads from a ConfigMap. */
function writeRouting(
  { value, templates }: Artifact & { readonly kind: "alertmanager config" },
  options: KubernetesTarget,
): readonly LayoutFile[] {
  const name = "telltale-templates";
  const configMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata(name, options),
    data: { "telltale.tmpl": templates },
  };
  return [
    manifest("alerting/telltale.yaml", "file", "telltale", value as object),
    manifest(`alerting/${name}.yaml`, "file", name, configMap),
  ];
}

function metadata(name: string, { namespace }: KubernetesTarget, labels: Readonly<Record<string, string>> = {}) {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    labels: { "app.kubernetes.io/managed-by": "telltale", ...labels },
  };
}

function manifest(path: string, kind: LayoutFile["kind"], name: string, value: object): LayoutFile {
  const text = renderYaml(value as YamlValue);
  if (Buffer.byteLength(text) <= maxManifest) return { path, kind, name, text };
  throw new SyncError(`the manifest of ${kind} "${name}" is too large for a cluster (1 MiB)`, "split it");
}
