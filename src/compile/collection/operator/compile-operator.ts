import type { Collection } from "../../../model/collection/collection.js";
import type { OperatorOptions } from "../../../model/collection/operator.js";
import type { Config } from "../../../model/project/config.js";
import type { YamlValue } from "../../../yaml/index.js";
import type { RoutedSystem } from "../../alertmanager/index.js";
import { writeAlertmanagerConfig } from "../../alertmanager-config/index.js";
import type { Artifact } from "../../compiled.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import type { CollectionFile } from "../collection-file.js";
import { rulesOf } from "../collection-rules.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { type OperatorObject, writeMonitor } from "./monitors.js";
import { resourceName } from "./resource-name.js";

/** A collection of objects for the Prometheus operator. */
export interface OperatorCollection extends Collection {
  readonly operator: OperatorOptions;
}

export function isForOperator(collection: Collection): collection is OperatorCollection {
  return collection.operator !== undefined;
}

/** The inputs of an `AlertmanagerConfig`. */
export interface Routing {
  readonly config: Config;
  /** Undefined for a system without routes. */
  readonly routed: RoutedSystem | undefined;
}

/** Compiles a collection to objects of the operator: one per job and per file of rules, and the routes if asked. */
export function compileOperator(
  scope: Scope,
  collection: OperatorCollection,
  jobs: readonly ResolvedJob[],
  artifacts: readonly Artifact[],
  routing: Routing,
): readonly CollectionFile[] {
  const { operator } = collection;
  const { system } = scope;
  const place = (name: string, { apiVersion, kind, spec }: OperatorObject): YamlValue => {
    const metadata = { name: resourceName(`${system.name}-${name}`), ...placeOf(operator) };
    return { apiVersion, kind, metadata, spec };
  };
  const files: readonly CollectionFile[] = [
    ...scrapable(scope, jobs).map((job) => ({
      path: `monitors/${resourceName(job.name)}.yaml`,
      value: place(job.name, writeMonitor(job)),
    })),
    ...ownRules(scope, artifacts).map(({ name: file, artifact }) => {
      const name = file.replace(/\.ya?ml$/, "");
      const spec = artifact.value as object as YamlValue;
      const rule = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", spec };
      return { path: `rules/${resourceName(name)}.yaml`, value: place(name, rule) };
    }),
    ...writeRouting(operator, routing),
  ];
  const kustomization = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: files.map(({ path }) => path),
  };
  return [{ path: "kustomization.yaml", value: kustomization }, ...files];
}

/** The rule files of the system, unless Grafana evaluates its rules. */
function ownRules(scope: Scope, artifacts: readonly Artifact[]) {
  return scope.settings.alerting === "grafana" ? [] : rulesOf(scope, artifacts);
}

function placeOf({ namespace, labels }: OperatorOptions) {
  return { namespace, labels: { "app.kubernetes.io/managed-by": "telltale", ...labels } };
}

/** The jobs without those of pods whose port is not known, which are reported: a PodMonitor would scrape all their ports. */
function scrapable(scope: Scope, jobs: readonly ResolvedJob[]): readonly ResolvedJob[] {
  return jobs.filter(({ name, from, service, definition }) => {
    if (from !== "pods" || service?.port !== undefined) return true;
    reportError(scope, "definition/missing-value", createSubject("scrape job", definition.name, definition), {
      summary: `the job "${name}" does not say at which port its pods are scraped`,
      fix: service ? "add port: … to the service" : `add targets: ["${definition.name}:8080"]`,
    });
    return false;
  });
}

function writeRouting(operator: OperatorOptions, { config, routed }: Routing): readonly CollectionFile[] {
  if (operator.alertmanagerConfig === undefined || routed === undefined) return [];
  const { manifest, templates } = writeAlertmanagerConfig(config, operator, [routed]);
  const configMap = {
    ...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "telltale-templates", ...placeOf(operator) } },
    data: { "telltale.tmpl": templates },
  };
  return [
    { path: "alerting/telltale.yaml", value: manifest },
    { path: "alerting/telltale-templates.yaml", value: configMap },
  ];
}
