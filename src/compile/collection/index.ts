import type { Collection } from "../../model/collection/collection.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { YamlValue } from "../../yaml/index.js";
import type { AnyRulesArtifact, CollectionArtifact } from "../compiled.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { writeComposeFile } from "./compose/compose-file.js";
import { containers } from "./compose/containers.js";
import { type StoreAddresses, writeDashboardProvider, writeDataSources } from "./grafana-provisioning.js";
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
  const jobs = resolveJobs(scope, collection);
  const file = (path: string, value: YamlValue): CollectionArtifact => ({
    ...{ kind: "collection file", path: `${folder}/${path}`, system, settings, value },
    definition: collection,
  });
  const { compose } = collection;
  const has = compose.components;
  const hasRules = rules.some(({ kind }) => kind === "prometheus rules");
  const surroundings = {
    ...{ settings, hasRules },
    storage: collection.storage && resolve(collection.storage, settings.environment),
    alertmanager: `../../../../${alertmanager.folder}`,
  };
  const stores: StoreAddresses = has.prometheus ? { prometheus: addressOf("prometheus", surroundings) } : {};
  return [
    file(compose.file ?? "docker-compose.yml", writeComposeFile(`${system.name}-monitoring`, compose, surroundings)),
    ...(has.prometheus
      ? [
          file(
            "prometheus/prometheus.yml",
            writePrometheusConfig(jobs, settings, {
              ruleFiles: hasRules ? ["../../../rules/*.yml"] : [],
              alertmanagers: has.alertmanager ? ["alertmanager:9093"] : [],
            }),
          ),
        ]
      : []),
    ...(has.grafana
      ? [
          file("grafana/provisioning/datasources/telltale.yml", writeDataSources(settings, stores)),
          file(
            "grafana/provisioning/dashboards/telltale.yml",
            writeDashboardProvider(system.name, settings, "/etc/grafana/dashboards"),
          ),
        ]
      : []),
  ];
}

function addressOf(
  name: keyof typeof containers,
  surroundings: Parameters<(typeof containers)["prometheus"]>[0],
): string {
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
