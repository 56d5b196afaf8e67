import type { Collection } from "../../model/collection/collection.js";
import { createSubject, type Problem, reportError, type Scope } from "../scope.js";
import { type ResolvedJob, resolveJob } from "./resolve-jobs.js";

type JobProblem = Problem & {
  readonly id: "definition/missing-value" | "definition/exclusive-options" | "definition/duplicate-job";
};

/** The jobs of a collection, without those that cannot be written, which are reported. */
export function resolveJobs(scope: Scope, collection: Collection): readonly ResolvedJob[] {
  const known = new Map<string, ResolvedJob>();
  return collection.jobs.flatMap((definition) => {
    const job = resolveJob(definition, scope.settings, collection);
    const problem = findProblem(job, collection) ?? findNameClash(job, known.get(job.name), collection);
    if (problem) {
      const { id, ...words } = problem;
      reportError(scope, id, createSubject("scrape job", definition.name, definition), words);
      return [];
    }
    known.set(job.name, job);
    return [job];
  });
}

function findProblem(job: ResolvedJob, { kubernetes, compose }: Collection): JobProblem | undefined {
  const { name, from, targets, definition } = job;
  const ofKubernetes = (["from", "pods"] as const).find((option) => definition.options[option] !== undefined);
  if (ofKubernetes !== undefined && compose) {
    return {
      id: "definition/exclusive-options",
      summary: `the job "${name}" discovers its targets in Kubernetes, but the collection runs in compose`,
      fix: `give it targets instead of ${ofKubernetes}`,
      option: [ofKubernetes],
    };
  }
  if (job.probe && (from !== "targets" || targets.length !== 1)) {
    return {
      id: "definition/missing-value",
      summary: `the job "${name}" does not say which exporter probes its addresses`,
      details: "One exporter asks for all of them: its address is the only one of the targets.",
      fix: `add targets: ["${definition.name}:9115"]`,
    };
  }
  if (from === "targets" && targets.length === 0) {
    return {
      id: "definition/missing-value",
      summary: `the job "${name}" has no targets`,
      details: "Without a port the service has no address to scrape.",
      fix: `add targets: ["${definition.name}:8080"], or port: … to the service`,
    };
  }
  if (from !== "pods") return undefined;
  return kubernetes?.secret === undefined ? findVaguePods(job) : findPodsOfCloud(job);
}

/** Without Grafana Cloud, the pods of a job are found by what the job says about them. */
function findVaguePods({ name, labels, podLabels, namespaces, definition }: ResolvedJob): JobProblem | undefined {
  const { namespace: _, ...others } = labels;
  if (namespaces.length === 0) {
    return {
      id: "definition/missing-value",
      summary: `the job "${name}" does not say in which namespace its pods are`,
      details: "Prometheus may read the pods of the namespaces that its jobs name, and no others.",
      fix: `add pods: { namespace: "…" }, or targets: ["${definition.name}:8080"]`,
    };
  }
  if (Object.keys({ ...others, ...podLabels }).length > 0) return undefined;
  return {
    id: "definition/missing-value",
    summary: `the job "${name}" does not say which pods of ${namespaces.join(" and ")} it scrapes`,
    details: "Without a label that tells them apart it scrapes all of them.",
    fix: 'add the labels of its pods: pods: { labels: { app: "…" } }',
  };
}

/** Alloy gives each pod its job by the labels of the catalogue. */
function findPodsOfCloud({ name, labels, definition }: ResolvedJob): JobProblem | undefined {
  if (definition.options.pods !== undefined) {
    return {
      id: "definition/exclusive-options",
      summary: `the job "${name}" has the option pods, but the collection sends to Grafana Cloud`,
      details: "There, pods are discovered by the labels that select the series of their service.",
      fix: "add the labels to the selector of the service",
      option: ["pods"],
    };
  }
  if (labels.namespace !== undefined) return undefined;
  return {
    id: "definition/missing-value",
    summary: `the job "${name}" does not say in which namespace its pods are`,
    details: "Pods are discovered by the labels that select the series of their service.",
    fix: `add targets: ["${definition.name}:8080"], or a label namespace to the selector of the service`,
  };
}

function findNameClash(
  job: ResolvedJob,
  before: ResolvedJob | undefined,
  { name, kubernetes }: Collection,
): JobProblem | undefined {
  if (before === undefined) return undefined;
  const problem = {
    id: "definition/duplicate-job",
    summary: `the collection "${name}" has two jobs called "${job.name}"`,
    details: "Prometheus refuses a configuration with two jobs of one name.",
    fix: 'give one of them another name: job: "…"',
  } as const;
  const canShare = kubernetes !== undefined && kubernetes.secret === undefined;
  if (!canShare || job.from !== "pods" || before.from !== "pods") return problem;
  if (settingsOf(job) === settingsOf(before)) return undefined;
  return {
    ...problem,
    details: "Pods of several services can share a job, if all of them are scraped in the same way.",
    fix: "give both the same interval, path, scheme, drop and honorLabels, or one of them another job",
  };
}

function settingsOf({ interval, path, scheme, drop, honorLabels }: ResolvedJob): string {
  return JSON.stringify([interval, path, scheme, drop, honorLabels]);
}
