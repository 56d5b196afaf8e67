import type { Collection } from "../../model/collection/collection.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { AnyRulesArtifact, CollectionArtifact } from "../compiled.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import type { CollectionFile } from "./collection-file.js";
import { compileCompose, isInCompose } from "./compose/compile-compose.js";
import { compileKubernetes, isInKubernetes } from "./kubernetes/compile-kubernetes.js";
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
  return hasOneForm(scope, collection, subject);
}

function hasOneForm(scope: Scope, collection: Collection, subject: Subject): boolean {
  const { compose, kubernetes } = collection;
  if (!compose && !kubernetes) {
    reportError(scope, "definition/missing-value", subject, {
      summary: "the collection does not say where it runs",
      fix: "add compose: { … } or kubernetes: { … }",
    });
    return false;
  }
  const others = (["compose", "prometheus", "loki"] as const).filter((option) => collection[option] !== undefined);
  const [other] = others;
  if (!kubernetes || other === undefined) return true;
  reportError(scope, "definition/exclusive-options", subject, {
    summary: `the collection has the option ${other}, and runs in Kubernetes`,
    details:
      other === "compose" ? "Its files are those of one way to run it." : "It sends everything to Grafana Cloud.",
    fix: other === "compose" ? "define a collection for each of them" : `remove ${other}`,
    option: [other],
  });
  return false;
}

function compileCollection(
  scope: Scope,
  collection: Collection,
  rules: readonly AnyRulesArtifact[],
  alertmanager: AlertmanagerPlace,
): readonly CollectionArtifact[] {
  const { system, settings } = scope;
  const jobs = resolveJobs(scope, collection);
  const files: readonly CollectionFile[] = [
    ...(isInCompose(collection) ? compileCompose(scope, collection, jobs, rules, alertmanager) : []),
    ...(isInKubernetes(collection) ? compileKubernetes(scope, collection, jobs) : []),
  ];
  const folder = `${settings.environment}/${system.name}/collection/${collection.name}`;
  return files.map(({ path, value }) => ({
    ...{ kind: "collection file", path: `${folder}/${path}`, system, settings, value },
    definition: collection,
  }));
}

/** The jobs of a collection, without those that cannot be written, which are reported. */
export function resolveJobs(scope: Scope, collection: Collection): readonly ResolvedJob[] {
  const names = new Set<string>();
  return collection.jobs.flatMap((definition) => {
    const job = resolveJob(definition, scope.settings, collection);
    const subject = createSubject("scrape job", definition.name, definition);
    if (definition.options.from !== undefined && !collection.kubernetes) {
      reportError(scope, "definition/exclusive-options", subject, {
        summary: `the job "${job.name}" discovers its targets in Kubernetes, but the collection runs in compose`,
        fix: "give it targets instead of from",
        option: ["from"],
      });
      return [];
    }
    if (job.from === "targets" && job.targets.length === 0) {
      reportError(scope, "definition/missing-value", subject, {
        summary: `the job "${job.name}" has no targets`,
        details: "Without a port the service has no address to scrape.",
        fix: `add targets: ["${definition.name}:8080"], or port: … to the service`,
      });
      return [];
    }
    if (job.from === "pods" && job.labels.namespace === undefined) {
      reportError(scope, "definition/missing-value", subject, {
        summary: `the job "${job.name}" does not say in which namespace its pods are`,
        details: "Pods are discovered by the labels that select the series of their service.",
        fix: `add targets: ["${definition.name}:8080"], or a label namespace to the selector of the service`,
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
