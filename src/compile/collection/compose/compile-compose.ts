import type { Collection } from "../../../model/collection/collection.js";
import type { ComposeComponentName, ComposeOptions } from "../../../model/collection/compose.js";
import type { Duration } from "../../../model/definition/duration.js";
import { resolve } from "../../../model/definition/per-environment.js";
import type { AlertmanagerPlace } from "../../../model/project/alertmanagers.js";
import type { YamlValue } from "../../../yaml/index.js";
import type { Artifact } from "../../compiled.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import type { CollectionFile } from "../collection-file.js";
import { rulesOf } from "../collection-rules.js";
import { type Stores, writeDashboardProvider, writeDataSources } from "../grafana-provisioning.js";
import { writeLokiConfig } from "../loki-config.js";
import { writePrometheusConfig, writeStaticJob } from "../prometheus-config.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { logSelectors, writeAlloyConfig } from "./alloy-config.js";
import { writeComposeFile } from "./compose-file.js";
import { type ContainerSurroundings, containers, prometheusSecrets } from "./containers.js";

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
  const hasRules = rulesOf(scope, artifacts).length > 0;
  const surroundings: ContainerSurroundings = {
    ...{ settings, hasRules, user: prometheus.user },
    storage: prometheus.storage && resolve(prometheus.storage, settings.environment),
    alertmanager: `../../../../${alertmanager.folder}`,
  };
  return [
    file(compose.file ?? "docker-compose.yml", writeComposeFile(`${system.name}-monitoring`, compose, surroundings)),
    ...(has.prometheus ? [file("prometheus/prometheus.yml", prometheusConfig(jobs, collection, surroundings))] : []),
    ...(has.grafana ? grafanaFiles(collection, system.name, surroundings) : []),
    ...(has.loki ? [file("loki/loki.yml", writeLokiConfig(retentionOfLogs(collection, settings.environment)))] : []),
    ...(has.alloy ? alloyFile(scope, collection, surroundings) : []),
  ];
}

function file(path: string, value: YamlValue): CollectionFile {
  return { path, value };
}

function prometheusConfig(
  jobs: readonly ResolvedJob[],
  { compose, prometheus: { user } = {} }: ComposeCollection,
  { settings, hasRules }: ContainerSurroundings,
): YamlValue {
  const login = user === undefined ? undefined : { address: "prometheus:9090", user, passwordFile };
  const scrapes = jobs.map((job) => writeStaticJob(job, settings, login));
  return writePrometheusConfig(scrapes, settings, {
    ruleFiles: hasRules ? ["../../../rules/*.yml"] : [],
    alertmanagers: compose.components.alertmanager ? ["alertmanager:9093"] : [],
  });
}

const passwordFile = `/run/secrets/${prometheusSecrets.password}`;

function grafanaFiles(
  { compose: { components }, prometheus: { user } = {} }: ComposeCollection,
  system: string,
  surroundings: ContainerSurroundings,
): readonly CollectionFile[] {
  const login = user === undefined ? undefined : { user, passwordFile };
  const stores: Stores = {
    ...(components.prometheus && { prometheus: { url: addressOf("prometheus", surroundings), login } }),
    ...(components.loki && { loki: { url: addressOf("loki", surroundings) } }),
  };
  const { settings } = surroundings;
  const provider = writeDashboardProvider(system, settings, "/etc/grafana/dashboards");
  return [
    file("grafana/provisioning/datasources/telltale.yml", writeDataSources(settings, stores)),
    file("grafana/provisioning/dashboards/telltale.yml", provider),
  ];
}

function retentionOfLogs({ loki: { retention } = {} }: Collection, environment: string): Duration {
  return (retention && resolve(retention, environment)) ?? "744h";
}

/** Alloy collects the logs that the catalogue describes: without any, it would collect nothing. */
function alloyFile(
  scope: Scope,
  collection: ComposeCollection,
  surroundings: ContainerSurroundings,
): readonly CollectionFile[] {
  const streams = scope.catalogue.services.flatMap(({ logs }) => logs);
  const selectors = logSelectors(streams, scope.settings.environment);
  if (selectors.size === 0 || !collection.compose.components.loki) {
    reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), {
      summary: collection.compose.components.loki
        ? "Alloy has no logs to collect: no service describes its logs"
        : "Alloy has no Loki to send logs to",
      fix: collection.compose.components.loki
        ? "add logs: logStream({ … }) to a service, or remove the component alloy"
        : "add the component loki, or remove alloy",
      option: ["compose", "components", "alloy"],
    });
    return [];
  }
  const address = `${addressOf("loki", surroundings)}/loki/api/v1/push`;
  return [file("alloy/config.alloy", writeAlloyConfig(selectors, address))];
}

function addressOf(name: ComposeComponentName, surroundings: ContainerSurroundings): string {
  return `http://${name}:${containers[name](surroundings).port}`;
}
