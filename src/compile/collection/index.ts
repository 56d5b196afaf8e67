import type { Collection } from "../../model/collection/collection.js";
import type { ComponentName } from "../../model/collection/components.js";
import type { Duration } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { YamlValue } from "../../yaml/index.js";
import type { AnyRulesArtifact, CollectionArtifact } from "../compiled.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { logSelectors, writeAlloyConfig } from "./compose/alloy-config.js";
import { writeComposeFile } from "./compose/compose-file.js";
import { type ContainerSurroundings, containers, prometheusSecrets } from "./compose/containers.js";
import { type Stores, writeDashboardProvider, writeDataSources } from "./grafana-provisioning.js";
import { writeLokiConfig } from "./loki-config.js";
import { writePrometheusConfig } from "./prometheus-config.js";
import { type ResolvedJob, resolveJob } from "./resolve-jobs.js";

/** Names of folders that are valid on every system. */
const portableName = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;

/** Compiles the collections of a system in one environment to files. */
export function compileCollections(
  scope: Scope,
  rules: readonly AnyRulesArtifact[],
  alertmanager: AlertmanagerPlace,
): readonly CollectionArtifact[] {
  return scope.system.definitions.flatMap((definition) =>
    definition.kind === "collection" && isSound(scope, definition)
      ? compileCollection(scope, definition, rules, alertmanager)
      : [],
  );
}

function isSound(scope: Scope, collection: Collection): boolean {
  const subject = createSubject("collection", collection.name, collection);
  if (!portableName.test(collection.name)) {
    reportError(scope, "definition/bad-name", subject, {
      summary: `"${collection.name}" is not a valid name for a collection`,
      details: "It is the name of a folder.",
      fix: "use only letters, digits, - and _",
    });
    return false;
  }
  return true;
}

function compileCollection(
  scope: Scope,
  collection: Collection,
  rules: readonly AnyRulesArtifact[],
  alertmanager: AlertmanagerPlace,
): readonly CollectionArtifact[] {
  const { system, settings } = scope;
  const folder = `${settings.environment}/${system.name}/collection/${collection.name}`;
  const file = (path: string, value: YamlValue): CollectionArtifact => ({
    ...{ kind: "collection file", path: `${folder}/${path}`, system, settings, value },
    definition: collection,
  });
  const { compose, prometheus = {} } = collection;
  const has = compose.components;
  const hasRules = rules.some(({ kind }) => kind === "prometheus rules");
  const surroundings: ContainerSurroundings = {
    ...{ settings, hasRules, user: prometheus.user },
    storage: prometheus.storage && resolve(prometheus.storage, settings.environment),
    alertmanager: `../../../../${alertmanager.folder}`,
  };
  const jobs = resolveJobs(scope, collection);
  return [
    file(compose.file ?? "docker-compose.yml", writeComposeFile(`${system.name}-monitoring`, compose, surroundings)),
    ...(has.prometheus ? [file("prometheus/prometheus.yml", prometheusConfig(jobs, collection, surroundings))] : []),
    ...(has.grafana ? grafanaFiles(collection, system.name, surroundings, file) : []),
    ...(has.loki ? [file("loki/loki.yml", writeLokiConfig(retentionOfLogs(collection, settings.environment)))] : []),
    ...(has.alloy ? alloyFile(scope, collection, surroundings, file) : []),
  ];
}

type WriteFile = (path: string, value: YamlValue) => CollectionArtifact;

function prometheusConfig(
  jobs: readonly ResolvedJob[],
  { compose, prometheus: { user } = {} }: Collection,
  { settings, hasRules }: ContainerSurroundings,
): YamlValue {
  return writePrometheusConfig(jobs, settings, {
    ruleFiles: hasRules ? ["../../../rules/*.yml"] : [],
    alertmanagers: compose.components.alertmanager ? ["alertmanager:9093"] : [],
    self: user === undefined ? undefined : { address: "prometheus:9090", user, passwordFile },
  });
}

const passwordFile = `/run/secrets/${prometheusSecrets.password}`;

function grafanaFiles(
  { compose: { components }, prometheus: { user } = {} }: Collection,
  system: string,
  surroundings: ContainerSurroundings,
  file: WriteFile,
): readonly CollectionArtifact[] {
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
  collection: Collection,
  surroundings: ContainerSurroundings,
  file: WriteFile,
): readonly CollectionArtifact[] {
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

function addressOf(name: ComponentName, surroundings: ContainerSurroundings): string {
  return `http://${name}:${containers[name](surroundings).port}`;
}

/** The jobs of a collection, without those that cannot be written, which are reported. */
export function resolveJobs(scope: Scope, collection: Collection): readonly ResolvedJob[] {
  const names = new Set<string>();
  return collection.jobs.flatMap((definition) => {
    const job = resolveJob(definition, scope.settings);
    const subject = createSubject("scrape job", definition.name, definition);
    if (job.targets.length === 0) {
      reportError(scope, "definition/missing-value", subject, {
        summary: `the job "${job.name}" has no targets`,
        details: "Without a port the service has no address to scrape.",
        fix: `add targets: ["${definition.name}:8080"], or port: … to the service`,
      });
      return [];
    }
    if (names.has(job.name)) {
      reportError(scope, "definition/duplicate-job", subject, {
        summary: `the collection "${collection.name}" has two jobs called "${job.name}"`,
        details: "Prometheus refuses a configuration with two jobs of one name.",
        fix: 'give one of them another name: job: "…"',
      });
      return [];
    }
    names.add(job.name);
    return [job];
  });
}
