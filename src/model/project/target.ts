import {
  choice,
  list,
  type OptionTable,
  record,
  required,
  type Shape,
  text,
  variant,
} from "../definition/option-table.js";
import { type ConnectionOptions, connectionOptions } from "./connection.js";
import { type DataSourceSettings, dataSourceSettings } from "./data-source-settings.js";
import { type FolderPermissions, folderPermissions } from "./folder-permissions.js";

/** A place that `telltale sync` deploys artifacts to. */
export type Target =
  | FilesTarget
  | GrafanaTarget
  | PrometheusTarget
  | AlertmanagerTarget
  | RulerTarget
  | KubernetesTarget
  | GitSyncTarget
  | MimirAlertmanagerTarget;

/** Options of every target. */
export interface TargetFields {
  /** Only the artifacts of these systems. @default all systems of the environment */
  readonly systems?: readonly string[];
}

/**
 * A folder in the layout that Grafana's provisioning, Prometheus, Loki's ruler and Alertmanager read, with a folder for
 * each environment.
 *
 * @example
 * targets: { compose: { kind: "files", directory: "deploy", environments: ["prod"], mount: "/etc/telltale" } }
 */
export interface FilesTarget extends TargetFields {
  readonly kind: "files";
  /** The folder, relative to the configuration. It may hold files of your own, which stay as they are. */
  readonly directory: string;
  /** @default all environments */
  readonly environments?: readonly string[];
  /** The path at which Grafana finds the folder, in a container for example. @default the path of the folder */
  readonly mount?: string;
}

/**
 * A Grafana, of Grafana Cloud or of your own: its folders, dashboards and data sources.
 *
 * @example
 * targets: { grafana: { kind: "grafana", environment: "prod", token: env("GRAFANA_TOKEN") } }
 */
export interface GrafanaTarget extends TargetFields, ConnectionOptions {
  readonly kind: "grafana";
  readonly environment: string;
  /** The address. @default `grafana.url` of the environment */
  readonly url?: string;
  /**
   * The namespace of resources: `stacks-ID` in Grafana Cloud, `org-ID` for an organisation other than the first.
   *
   * @default "default"
   */
  readonly namespace?: string;
  /** The API to use: resources (`"apis"`), or the older one (`"api"`). @default resources where the server has them */
  readonly api?: "apis" | "api";
  /**
   * The data sources that it gets, by their names in `dataSources` of the environment.
   *
   * @example
   * dataSources: { prom: { url: "http://prometheus:9090", jsonData: { httpMethod: "POST" } } }
   *
   * @default none: the data sources exist already
   */
  readonly dataSources?: Readonly<Record<string, DataSourceSettings>>;
  /** Who may see and edit the folders of its dashboards that a sync creates. @default as they are */
  readonly permissions?: FolderPermissions;
}

/**
 * A Prometheus of your own, which reads rule files from a folder of this machine and can be told to reload.
 *
 * @example
 * targets: {
 *   prometheus: { kind: "prometheus", environment: "prod", directory: "/etc/prometheus/rules", url: "http://localhost:9090" },
 * }
 */
export interface PrometheusTarget extends TargetFields, ConnectionOptions {
  readonly kind: "prometheus";
  readonly environment: string;
  /** The folder of rule files, which `rule_files` of Prometheus lists as `FOLDER/*.yml`. */
  readonly directory: string;
  readonly url: string;
}

/**
 * An Alertmanager of your own, which reads its configuration from a folder of this machine.
 *
 * @example
 * targets: {
 *   alertmanager: { kind: "alertmanager", environment: "prod", directory: "/etc/alertmanager", url: "http://localhost:9093" },
 * }
 */
export interface AlertmanagerTarget extends ConnectionOptions {
  readonly kind: "alertmanager";
  /** The environment whose alerts it routes. */
  readonly environment: string;
  /** Its name in `alertmanagers`, if several environments share it. */
  readonly alertmanager?: string;
  /** The folder with `alertmanager.yml`; templates are in `templates/` below it. */
  readonly directory: string;
  readonly url: string;
}

/** The programs whose rulers have one API at different paths. */
const rulerServers = ["mimir", "cortex", "loki", "grafana"] as const;

/**
 * The ruler of a Mimir (also that of Grafana Cloud), a Cortex or a Loki, or a Grafana that converts rules to its own: groups
 * of rules.
 *
 * @example
 * targets: {
 *   ruler: {
 *     kind: "ruler",
 *     environment: "prod",
 *     url: "https://prometheus-prod-01.grafana.net",
 *     basic: { username: "12345", password: env("GRAFANA_CLOUD_TOKEN") },
 *   },
 * }
 */
export interface RulerTarget extends TargetFields, ConnectionOptions {
  readonly kind: "ruler";
  readonly environment: string;
  readonly url: string;
  /**
   * The program. Loki gets the rules on logs, the others those on metrics. Grafana evaluates them itself, on the default data
   * source of the environment.
   *
   * @default "mimir"
   */
  readonly server?: (typeof rulerServers)[number];
  /** The tenant, sent as `X-Scope-OrgID`. @default that of the credentials */
  readonly tenant?: string;
}

/**
 * The Alertmanager of a tenant in Mimir or Cortex.
 *
 * @example
 * targets: {
 *   alerts: { kind: "mimir-alertmanager", environment: "prod", url: "https://mimir.example.com", tenant: "shop" },
 * }
 */
export interface MimirAlertmanagerTarget extends ConnectionOptions {
  readonly kind: "mimir-alertmanager";
  /** The environment whose alerts it routes. */
  readonly environment: string;
  /** Its name in `alertmanagers`, if several environments share it. */
  readonly alertmanager?: string;
  readonly url: string;
  /** The tenant, sent as `X-Scope-OrgID`. @default that of the credentials */
  readonly tenant?: string;
}

/**
 * A folder of manifests, in a repository that Argo CD, Flux or `kubectl apply --server-side` applies to a cluster.
 *
 * @example
 * targets: {
 *   cluster: { kind: "kubernetes", environment: "prod", directory: "clusters/prod/monitoring", namespace: "monitoring" },
 * }
 */
export interface KubernetesTarget extends TargetFields {
  readonly kind: "kubernetes";
  readonly environment: string;
  /** The folder, relative to the configuration. It may hold files of your own. */
  readonly directory: string;
  readonly namespace?: string;
  /** Labels of rules: those that `ruleSelector` of the Prometheus selects. */
  readonly ruleLabels?: Readonly<Record<string, string>>;
  /**
   * The form of dashboards: a ConfigMap each for the sidecar of Grafana's chart, or, of grafana-operator, a
   * `GrafanaDashboard` or a `GrafanaManifest` with the resource of `/apis`. That takes `"resources"` among
   * `grafana.dashboards` of the environment.
   *
   * @default "sidecar"
   */
  readonly dashboards?: "sidecar" | "operator" | "manifest";
  /**
   * Writes the routes and receivers of the environment as an `AlertmanagerConfig` for the operator of Prometheus, and says
   * how the Alertmanager takes it:
   *
   * - `"global"`: as its whole configuration, which its `alertmanagerConfiguration` names.
   * - `"OnNamespace"` or `"None"`: beside others, by its `alertmanagerConfigMatcherStrategy`. With `"OnNamespace"`, the
   *   operator's default, only alerts with the label `namespace` of the object's namespace are routed.
   *
   * @default none is written
   */
  readonly alertmanagerConfig?: "global" | "OnNamespace" | "None";
  /**
   * The version of the `AlertmanagerConfig`. The operator serves `v1beta1` where its conversion webhook is installed.
   *
   * @default "v1alpha1"
   */
  readonly alertmanagerConfigVersion?: "v1alpha1" | "v1beta1";
  /**
   * The Secret that holds a key for each secret of `env("NAME")`, for an `AlertmanagerConfig`.
   *
   * @default "alertmanager-secrets"
   */
  readonly secretName?: string;
  /** For the operator: labels of the Grafana. @default { dashboards: "grafana" } */
  readonly instanceLabels?: Readonly<Record<string, string>>;
}

/**
 * A folder that Grafana's Git Sync reads: dashboards as resources, and `_folder.json`. Takes `"git-sync"` among
 * `grafana.dashboards` of the environment.
 *
 * @example
 * targets: { dashboards: { kind: "git-sync", environment: "prod", directory: "grafana" } }
 */
export interface GitSyncTarget extends TargetFields {
  readonly kind: "git-sync";
  readonly environment: string;
  /** The folder, relative to the configuration: the path of the connection. It may hold files of your own. */
  readonly directory: string;
}

const targetFields = { systems: list(text) } as const satisfies OptionTable<TargetFields>;

const filesOptions = {
  ...targetFields,
  kind: required(choice("files")),
  directory: required(text),
  environments: list(text),
  mount: text,
} as const satisfies OptionTable<FilesTarget>;

const grafanaOptions = {
  ...targetFields,
  ...connectionOptions,
  kind: required(choice("grafana")),
  environment: required(text),
  url: text,
  namespace: text,
  api: choice("apis", "api"),
  dataSources: record(dataSourceSettings),
  permissions: folderPermissions,
} as const satisfies OptionTable<GrafanaTarget>;

const prometheusOptions = {
  ...targetFields,
  ...connectionOptions,
  kind: required(choice("prometheus")),
  environment: required(text),
  directory: required(text),
  url: required(text),
} as const satisfies OptionTable<PrometheusTarget>;

const alertmanagerOptions = {
  ...connectionOptions,
  kind: required(choice("alertmanager")),
  environment: required(text),
  alertmanager: text,
  directory: required(text),
  url: required(text),
} as const satisfies OptionTable<AlertmanagerTarget>;

const rulerOptions = {
  ...targetFields,
  ...connectionOptions,
  kind: required(choice("ruler")),
  environment: required(text),
  url: required(text),
  server: choice(...rulerServers),
  tenant: text,
} as const satisfies OptionTable<RulerTarget>;

const mimirAlertmanagerOptions = {
  ...connectionOptions,
  kind: required(choice("mimir-alertmanager")),
  environment: required(text),
  alertmanager: text,
  url: required(text),
  tenant: text,
} as const satisfies OptionTable<MimirAlertmanagerTarget>;

const kubernetesOptions = {
  ...targetFields,
  kind: required(choice("kubernetes")),
  environment: required(text),
  directory: required(text),
  namespace: text,
  ruleLabels: record(text),
  dashboards: choice("sidecar", "operator", "manifest"),
  instanceLabels: record(text),
  alertmanagerConfig: choice("global", "OnNamespace", "None"),
  alertmanagerConfigVersion: choice("v1alpha1", "v1beta1"),
  secretName: text,
} as const satisfies OptionTable<KubernetesTarget>;

const gitSyncOptions = {
  ...targetFields,
  kind: required(choice("git-sync")),
  environment: required(text),
  directory: required(text),
} as const satisfies OptionTable<GitSyncTarget>;

export const targetShape: Shape = variant("kind", {
  files: filesOptions,
  grafana: grafanaOptions,
  prometheus: prometheusOptions,
  alertmanager: alertmanagerOptions,
  ruler: rulerOptions,
  kubernetes: kubernetesOptions,
  "git-sync": gitSyncOptions,
  "mimir-alertmanager": mimirAlertmanagerOptions,
});

/** The environments whose artifacts a target takes. */
export function environmentsOfTarget(target: Target, all: readonly string[]): readonly string[] {
  return target.kind === "files" ? (target.environments ?? all) : [target.environment];
}
