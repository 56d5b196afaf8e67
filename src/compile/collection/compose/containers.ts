import type { ComposeComponentName } from "../../../model/collection/compose.js";
import type { Settings } from "../../../model/project/project.js";
import type { YamlValue } from "../../../yaml/index.js";
import { fluentBitFolder, fluentBitPort } from "../fluent-bit/config.js";
import { type AgentTarget, agentFlags } from "../prometheus-config.js";
import { jaegerPorts } from "../traces/jaeger-config.js";
import { collectorPorts } from "../traces/otel-collector-config.js";
import { tempoFolder, tempoPorts } from "../traces/tempo-config.js";

/** The container of a component, apart from what all containers have in common. */
export interface Container {
  /** The port that it listens on. */
  readonly port: number;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables that hold the path of a file, each with the name of the secret in it. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Secrets that it reads from `/run/secrets/NAME`. */
  readonly secretFiles?: readonly string[];
  /** Mounts of files and folders of the host. */
  readonly mounts?: readonly string[];
  /** The folder that it keeps its data in. */
  readonly data?: string;
  /** Folders for temporary files: everything else is read-only. */
  readonly tmpfs?: readonly string[];
  /** Fields of compose that only this component needs. */
  readonly fields?: Readonly<Record<string, YamlValue>>;
}

/** Paths on the host, relative to the compose file, and facts that commands need. */
export interface ContainerSurroundings {
  readonly settings: Settings;
  /** The most space that Prometheus uses. */
  readonly storage: string | undefined;
  /** The user who may read Prometheus. */
  readonly user: string | undefined;
  /** The server that a Prometheus in agent mode sends to. */
  readonly agent: AgentTarget | undefined;
  /** The folder of the configuration of the Alertmanager. */
  readonly alertmanager: string;
  /** True if Grafana sends notifications, and needs the secrets of receivers. */
  readonly alertsInGrafana: boolean;
  /** True if there are rules. */
  readonly hasRules: boolean;
  /** True if traces are collected: exemplars lead to them. */
  readonly hasTraces: boolean;
  /** True if Jaeger keeps traces on its disk. */
  readonly storesTraces: boolean;
}

/** The folder of Jaeger's data. */
export const jaegerFolder = "/tmp";

/** The folder of secrets on the host. */
export const secretsFolder = "${SECRETS_FOLDER:-./secrets}";

/** The names of the secrets of Prometheus: its password, the web configuration with its hash, the password it shows itself. */
export const prometheusSecrets = {
  password: "prometheus-password",
  webConfig: "prometheus-web.yml",
  remoteWrite: "remote-write-password",
} as const;

/** The folder of a collection inside of the container of Prometheus: its rule files are found by the same relative path. */
const configFolder = "/etc/prometheus/collection/compose/prometheus";

/** Mounts the secrets of receivers, for the program that sends notifications. */
function receiverSecrets(settings: Settings): string {
  return `${secretsFolder}/alertmanager:${settings.secretsFolder}:ro`;
}

export const containers: Readonly<Record<ComposeComponentName, (surroundings: ContainerSurroundings) => Container>> = {
  prometheus: ({ settings, storage, user, hasRules, hasTraces, agent }) => ({
    port: 9090,
    command: [
      `--config.file=${configFolder}/prometheus.yml`,
      ...(agent
        ? agentFlags
        : ["--storage.tsdb.path=/prometheus", `--storage.tsdb.retention.time=${settings.retention}`]),
      ...(storage === undefined ? [] : [`--storage.tsdb.retention.size=${storage}`]),
      "--web.enable-lifecycle",
      ...(hasTraces && !agent ? ["--enable-feature=exemplar-storage"] : []),
      ...(user === undefined ? [] : [`--web.config.file=/run/secrets/${prometheusSecrets.webConfig}`]),
    ],
    secretFiles: [
      ...(user === undefined ? [] : [prometheusSecrets.password, prometheusSecrets.webConfig]),
      ...(agent?.user === undefined ? [] : [prometheusSecrets.remoteWrite]),
    ],
    mounts: [`./prometheus:${configFolder}:ro`, ...(hasRules ? ["../../rules:/etc/prometheus/rules:ro"] : [])],
    data: "/prometheus",
  }),
  alertmanager: ({ alertmanager, settings }) => ({
    port: 9093,
    command: ["--config.file=/etc/telltale/alertmanager.yml", "--storage.path=/alertmanager"],
    mounts: [`${alertmanager}:/etc/telltale:ro`, receiverSecrets(settings)],
    data: "/alertmanager",
  }),
  grafana: ({ settings, user, alertsInGrafana }) => ({
    port: 3000,
    environment: {
      GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
      GF_ANALYTICS_REPORTING_ENABLED: "false",
      GF_AUTH_ANONYMOUS_ENABLED: "false",
      ...(settings.grafana.url === undefined ? {} : { GF_SERVER_ROOT_URL: settings.grafana.url }),
      GF_USERS_ALLOW_SIGN_UP: "false",
    },
    secrets: { GF_SECURITY_ADMIN_PASSWORD__FILE: "grafana-admin-password" },
    ...(user !== undefined && { secretFiles: [prometheusSecrets.password] }),
    mounts: [
      ...["./grafana/provisioning:/etc/grafana/provisioning:ro", "../../dashboards:/etc/grafana/dashboards:ro"],
      ...(alertsInGrafana ? [receiverSecrets(settings)] : []),
    ],
    data: "/var/lib/grafana",
    tmpfs: ["/tmp"],
  }),
  loki: () => ({
    port: 3100,
    command: ["-config.file=/etc/loki/loki.yml"],
    mounts: ["./loki:/etc/loki:ro"],
    data: "/loki",
  }),
  // It reads the logs of containers from Docker's socket, which a group may.
  alloy: () => ({
    port: 12345,
    command: ["run", "--disable-reporting", "--storage.path=/var/lib/alloy/data", "/etc/alloy/config.alloy"],
    mounts: ["./alloy:/etc/alloy:ro", "/var/run/docker.sock:/var/run/docker.sock:ro"],
    data: "/var/lib/alloy/data",
    fields: { user: "473:473", group_add: ["${DOCKER_GROUP:-999}"] },
  }),
  // Docker's files are root's.
  "fluent-bit": () => ({
    port: fluentBitPort,
    command: ["--config=/etc/fluent-bit/fluent-bit.yaml"],
    mounts: ["./fluent-bit:/etc/fluent-bit:ro", "/var/lib/docker/containers:/var/lib/docker/containers:ro"],
    data: fluentBitFolder,
    fields: { user: "0:0" },
  }),
  // Its image lets any user write to this folder only.
  jaeger: ({ storesTraces }) => ({
    port: jaegerPorts.http,
    command: ["--config=/etc/jaeger/jaeger.yaml"],
    mounts: ["./jaeger:/etc/jaeger:ro"],
    ...(storesTraces ? { data: jaegerFolder } : { tmpfs: [jaegerFolder] }),
  }),
  tempo: () => ({
    port: tempoPorts.http,
    command: ["-config.file=/etc/tempo/tempo.yaml"],
    mounts: ["./tempo:/etc/tempo:ro"],
    data: tempoFolder,
  }),
  "otel-collector": () => ({
    port: collectorPorts["otlp-http"],
    command: ["--config=/etc/otel-collector/otel-collector.yaml"],
    mounts: ["./otel-collector:/etc/otel-collector:ro"],
  }),
  // Metrics of the host, not of the container.
  "node-exporter": () => ({
    port: 9100,
    command: ["--path.rootfs=/host"],
    mounts: ["/:/host:ro,rslave"],
    fields: { pid: "host" },
  }),
  // It reads the cgroups of all containers as root.
  cadvisor: () => ({
    port: 8080,
    command: ["--docker_only=true", "--housekeeping_interval=30s"],
    mounts: ["/:/rootfs:ro", "/var/run:/var/run:ro", "/sys:/sys:ro", "/var/lib/docker:/var/lib/docker:ro"],
    fields: { devices: ["/dev/kmsg"], cap_add: ["SYS_PTRACE"] },
  }),
  "kafka-exporter": () => ({ port: 9308 }),
  "postgres-exporter": () => ({ port: 9187 }),
  "redis-exporter": () => ({ port: 9121 }),
};
