import type { Collection } from "../../model/collection/collection.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { Artifact, CollectionArtifact } from "../compiled.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import type { CollectionFile } from "./collection-file.js";
import { compileCompose, isInCompose } from "./compose/compile-compose.js";
import { compileKubernetes, isInKubernetes } from "./kubernetes/compile-kubernetes.js";
import { compileOperator, isForOperator, type Routing } from "./operator/compile-operator.js";
import { resolveJobs } from "./sound-jobs.js";

/** Names of folders that are valid on every system. */
const portableName = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;

/**
 * Compiles the collections of a system in one environment to files. `artifacts` are the files of the system and of its
 * Alertmanager: rules, dashboards, routes.
 */
export function compileCollections(
  scope: Scope,
  artifacts: readonly Artifact[],
  alertmanager: AlertmanagerPlace,
  routing: Routing,
): readonly CollectionArtifact[] {
  return scope.system.definitions.flatMap((definition) =>
    definition.kind === "collection" && isSound(scope, definition)
      ? compileCollection(scope, definition, artifacts, alertmanager, routing)
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
  return hasOneForm(scope, collection, subject);
}

function hasOneForm(scope: Scope, collection: Collection, subject: Subject): boolean {
  const { kubernetes, operator, prometheus = {} } = collection;
  const ofStore = (["storage", "alertmanagers"] as const).find((option) => prometheus[option] !== undefined);
  if (prometheus.agent && ofStore) {
    reportError(scope, "definition/exclusive-options", subject, {
      summary: `the Prometheus of the collection has the options agent and ${ofStore}`,
      details: "In agent mode, it neither keeps series nor evaluates rules.",
      fix: `remove ${ofStore}, or agent`,
      option: ["prometheus", ofStore],
    });
    return false;
  }
  const forms = (["compose", "kubernetes", "operator"] as const).filter((form) => collection[form] !== undefined);
  if (forms.length === 0) {
    reportError(scope, "definition/missing-value", subject, {
      summary: "the collection does not say where it runs",
      fix: "add compose: { … }, kubernetes: { … } or operator: { … }",
    });
    return false;
  }
  const [first, second] = forms;
  if (second !== undefined) {
    reportError(scope, "definition/exclusive-options", subject, {
      summary: `the collection has the options ${first} and ${second}`,
      details: "Its files are those of one way to run it.",
      fix: "define a collection for each of them",
      option: [second],
    });
    return false;
  }
  // A collection that sends to Grafana Cloud has no storage of its own.
  if (!operator && kubernetes?.secret === undefined) return true;
  const other = (["prometheus", "loki", "jaeger", "tempo"] as const).find((option) => collection[option] !== undefined);
  if (other === undefined) return true;
  reportError(scope, "definition/exclusive-options", subject, {
    summary: `the collection has the option ${other}, and runs in Kubernetes`,
    details: operator ? "The operator of the cluster runs it." : "It sends everything to Grafana Cloud.",
    fix: operator ? `remove ${other}` : `remove ${other}, or the secret`,
    option: [other],
  });
  return false;
}

function compileCollection(
  scope: Scope,
  collection: Collection,
  artifacts: readonly Artifact[],
  alertmanager: AlertmanagerPlace,
  routing: Routing,
): readonly CollectionArtifact[] {
  const { system, settings } = scope;
  const jobs = resolveJobs(scope, collection);
  const files: readonly CollectionFile[] = [
    ...(isInCompose(collection) ? compileCompose(scope, collection, jobs, artifacts, alertmanager) : []),
    ...(isInKubernetes(collection) ? compileKubernetes(scope, collection, jobs, artifacts) : []),
    ...(isForOperator(collection) ? compileOperator(scope, collection, jobs, artifacts, routing) : []),
  ];
  const folder = `${settings.environment}/${system.name}/collection/${collection.name}`;
  return files.map((file) => ({
    ...{ kind: "collection file", path: `${folder}/${file.path}`, system, settings },
    value: "value" in file ? file.value : undefined,
    copyOf: "copyOf" in file ? file.copyOf : undefined,
    definition: collection,
  }));
}
