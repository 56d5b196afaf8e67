import type { Collection } from "../../../model/collection/collection.js";
import type { ComposeComponentName, ComposeOptions } from "../../../model/collection/compose.js";
import { resolve } from "../../../model/definition/per-environment.js";
import type { AlertmanagerPlace } from "../../../model/project/alertmanagers.js";
import type { YamlValue } from "../../../yaml/index.js";
import type { Artifact } from "../../compiled.js";
import type { Scope } from "../../scope.js";
import { alertingOf } from "../alerting-files.js";
import type { CollectionFile } from "../collection-file.js";
import { rulesOf } from "../collection-rules.js";
import { type Stores, writeDashboardProvider, writeDataSources } from "../grafana-provisioning.js";
import { logRetentionOf, writeLokiConfig } from "../loki-config.js";
import { agentTargetOf, writePrometheusConfig, writeStaticJob } from "../prometheus-config.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { findTraceLinks } from "../trace-links.js";
import { writeComposeFile } from "./compose-file.js";
import { type ContainerSurroundings, containers, prometheusSecrets } from "./containers.js";
import { writeTelemetry } from "./telemetry.js";

/** A collection that runs in docker compose. */
export interface ComposeCollection extends Collection {
  readonly compose: ComposeOptions;
}

export function isInCompose(collection: Collection): collection is ComposeCollection {
  return collection.compose !== undefined;
}

/** Compiles a collection to a compose file, and the configurations of its components. */
export function compileCompose(
  scope: Scope,
  collection: ComposeCollection,
  jobs: readonly ResolvedJob[],
  artifacts: readonly Artifact[],
  alertmanager: AlertmanagerPlace,
): readonly CollectionFile[] {
  const { system, settings } = scope;
  const { compose, prometheus = {} } = collection;
  const has = compose.components;
  const agent = agentTargetOf(collection, settings.environment, remoteWritePassword);
  const hasRules = !agent && rulesOf(scope, artifacts).length > 0;
  const alerting = alertingOf(scope, artifacts);
  const surroundings: ContainerSurroundings = {
    ...{ settings, hasRules, user: prometheus.user, agent },
    ...{
      hasTraces: has.jaeger !== undefined || has.tempo !== undefined,
      storesTraces: collection.jaeger?.storage !== "memory",
    },
    storage: prometheus.storage && resolve(prometheus.storage, settings.environment),
    alertmanager: `../../../../${alertmanager.folder}`,
    alertsInGrafana: alerting.some(({ secrets }) => secrets.length > 0),
  };
  return [
    file(compose.file ?? "docker-compose.yml", writeComposeFile(`${system.name}-monitoring`, compose, surroundings)),
    ...(has.prometheus ? [file("prometheus/prometheus.yml", prometheusConfig(jobs, collection, surroundings))] : []),
    ...(has.grafana
      ? [
          ...grafanaFiles(scope, collection, surroundings),
          ...alerting.map(({ name, text }) => file(`grafana/provisioning/alerting/${name}`, text)),
        ]
      : []),
    ...(has.loki ? [file("loki/loki.yml", writeLokiConfig(logRetentionOf(collection, settings.environment)))] : []),
    ...writeTelemetry(scope, collection),
  ];
}

function file(path: string, value: YamlValue): CollectionFile {
  return { path, value };
}

function prometheusConfig(
  jobs: readonly ResolvedJob[],
  { compose, prometheus: { user, alertmanagers } = {} }: ComposeCollection,
  { settings, hasRules, agent }: ContainerSurroundings,
): YamlValue {
  const login = user === undefined ? undefined : { address: "prometheus:9090", user, passwordFile };
  const own = compose.components.alertmanager ? ["alertmanager:9093"] : [];
  const scrapes = jobs.map((job) => writeStaticJob(job, settings, login));
  return writePrometheusConfig(scrapes, settings, {
    ruleFiles: hasRules ? ["../../../rules/*.yml"] : [],
    alertmanagers: (alertmanagers && resolve(alertmanagers, settings.environment)) ?? own,
    agent,
  });
}

const passwordFile = `/run/secrets/${prometheusSecrets.password}`;

const remoteWritePassword = `/run/secrets/${prometheusSecrets.remoteWrite}`;

function grafanaFiles(
  { system, catalogue, settings }: Scope,
  { compose: { components }, prometheus: { user } = {} }: ComposeCollection,
  surroundings: ContainerSurroundings,
): readonly CollectionFile[] {
  const login = user === undefined ? undefined : { user, passwordFile };
  const stores: Stores = {
    ...(components.prometheus &&
      !surroundings.agent && { prometheus: { url: addressOf("prometheus", surroundings), login } }),
    ...(components.loki && { loki: { url: addressOf("loki", surroundings) } }),
    ...(components.jaeger && { jaeger: { url: addressOf("jaeger", surroundings) } }),
    ...(components.tempo && { tempo: { url: addressOf("tempo", surroundings) } }),
  };
  const links = findTraceLinks(catalogue.services, settings.environment);
  const provider = writeDashboardProvider(system.name, settings, "/etc/grafana/dashboards");
  return [
    file("grafana/provisioning/datasources/telltale.yml", writeDataSources({ settings, stores, links })),
    file("grafana/provisioning/dashboards/telltale.yml", provider),
  ];
}

function addressOf(name: ComposeComponentName, surroundings: ContainerSurroundings): string {
  return `http://${name}:${containers[name](surroundings).port}`;
}
