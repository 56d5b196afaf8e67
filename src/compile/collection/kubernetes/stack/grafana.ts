import type { YamlValue } from "../../../../yaml/index.js";
import { alertingOf } from "../../alerting-files.js";
import { writeDashboardProvider, writeDataSources } from "../../grafana-provisioning.js";
import { findTraceLinks } from "../../trace-links.js";
import type { ConfigMapFiles } from "../component-files.js";
import { allow, https, nameResolution, podsIn, podsOf } from "../network-policies.js";
import { type Mount, type PodOptions, servicePorts, writeService } from "../pods.js";
import { dataVolume, replicasOf, writeStatefulSet } from "../stateful-set.js";
import { receiverSecret } from "./alertmanager.js";
import { findPrometheusLogin } from "./prometheus-login.js";
import { type Stack, toItems, type WriteComponent } from "./stack.js";
import { storesOf } from "./stores.js";

const port = 3000;

/** The Secret with the password of the administrator, and its key. */
const admin = { name: "grafana-admin", key: "admin-password" } as const;

/** Files of its pods: the data sources and the dashboards, and the password. */
const folders = {
  provisioning: "/etc/grafana/provisioning",
  dashboards: "/etc/grafana/dashboards",
  secrets: "/etc/grafana/secrets",
} as const;

/** The label by which the sidecar of Grafana's chart finds dashboards. */
const sidecarLabel = { grafana_dashboard: "1" } as const;

/** Writes Grafana with the data sources of the environment and the dashboards of the system: a ConfigMap for each. */
export const writeGrafana: WriteComponent = (component, stack) => {
  const { name, namespace } = component;
  const provisioning = provisioningFiles(stack);
  const dashboards = dashboardFiles(stack);
  const keys = receiverKeys(stack);
  return {
    ...{ name, workload: "statefulset", configMaps: [provisioning, ...dashboards] },
    secrets: [{ name: admin.name, keys: [admin.key] }, ...(keys.length > 0 ? [{ name: receiverSecret, keys }] : [])],
    objects: [
      ...writeStatefulSet(component, replicasOf(component, 1), podOf(stack, provisioning, dashboards)),
      writeService({ name, namespace }, name, servicePorts({ http: port })),
      allow(name, namespace, {
        ingress: [{ peers: podsOf("prometheus"), ports: [port] }],
        // Receivers are anywhere.
        egress: [nameResolution, { peers: podsIn([namespace]) }, ...(keys.length > 0 ? [https] : [])],
      }),
    ],
  };
};

function provisioningFiles(stack: Stack): ConfigMapFiles {
  const { scope } = stack;
  const { settings, system, catalogue } = scope;
  const links = findTraceLinks(catalogue.services, settings.environment);
  const file = (folder: string, value: YamlValue) => ({
    ...{ key: `${folder}.yml`, path: `grafana/provisioning/${folder}/telltale.yml`, value },
  });
  return {
    name: "grafana-provisioning",
    files: [
      file("datasources", writeDataSources({ settings, stores: storesOf(stack), links })),
      file("dashboards", writeDashboardProvider(system.name, settings, folders.dashboards)),
      ...alertingOf(scope, stack.artifacts).map(({ name, text }) => ({
        ...{ key: `alerting-${name}`, path: `grafana/provisioning/alerting/${name}`, value: text },
      })),
    ],
  };
}

/** The keys of the secrets by which Grafana sends notifications; none if an Alertmanager does. */
function receiverKeys({ scope, artifacts }: Stack): readonly string[] {
  return [...new Set(alertingOf(scope, artifacts).flatMap(({ secrets }) => secrets))].sort();
}

/** A ConfigMap holds a megabyte: each dashboard has its own. */
function dashboardFiles({ scope, artifacts }: Stack): readonly ConfigMapFiles[] {
  const folder = `${scope.settings.environment}/${scope.system.name}/dashboards/`;
  return artifacts.flatMap((artifact) => {
    if (artifact.kind !== "grafana dashboard" || !artifact.path.startsWith(folder)) return [];
    const key = artifact.path.slice(artifact.path.lastIndexOf("/") + 1);
    const name = `dashboard-${key
      .replace(/\.json$/, "")
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, "-")}`;
    return [{ name, labels: sidecarLabel, files: [{ key, path: `grafana/dashboards/${key}`, copyOf: artifact }] }];
  });
}

function podOf(stack: Stack, provisioning: ConfigMapFiles, dashboards: readonly ConfigMapFiles[]): PodOptions {
  const { url } = stack.scope.settings.grafana;
  const login = findPrometheusLogin(stack);
  const variables: Readonly<Record<string, string>> = {
    GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
    GF_ANALYTICS_REPORTING_ENABLED: "false",
    GF_AUTH_ANONYMOUS_ENABLED: "false",
    GF_SECURITY_ADMIN_PASSWORD__FILE: `${folders.secrets}/${admin.key}`,
    ...(url !== undefined && { GF_SERVER_ROOT_URL: url }),
    GF_USERS_ALLOW_SIGN_UP: "false",
  };
  const sources = dashboards.map(({ name }) => ({ configMap: { name } }));
  const items = toItems(provisioning.files, "grafana/provisioning");
  const mounts: readonly Mount[] = [
    { name: "provisioning", path: folders.provisioning, source: { configMap: { name: provisioning.name, items } } },
    ...(sources.length > 0
      ? [{ name: "dashboards", path: folders.dashboards, source: { projected: { sources } } }]
      : []),
    { name: "secrets", path: folders.secrets, source: { secret: { secretName: admin.name } } },
    ...(receiverKeys(stack).length > 0
      ? [
          {
            name: "receivers",
            path: stack.scope.settings.secretsFolder,
            source: { secret: { secretName: receiverSecret } },
          },
        ]
      : []),
    ...(login ? [login.mount(false)] : []),
    { name: dataVolume, path: "/var/lib/grafana", isReadOnly: false },
    { name: "temporary", path: "/tmp", source: { emptyDir: { sizeLimit: "100Mi" } }, isReadOnly: false },
  ];
  return {
    ports: { http: port },
    // The user of its image.
    user: 472,
    usesApi: false,
    env: Object.entries(variables).map(([name, value]) => ({ name, value })),
    probes: { ready: { path: "/api/health", port: "http" } },
    mounts,
  };
}
