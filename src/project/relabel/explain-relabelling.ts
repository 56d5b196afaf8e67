import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { hasErrors } from "../../diagnostics/diagnostic.js";
import { readPrometheusConfig, ruleNodes, type SourceJob } from "../../formats/prometheus-config/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { type Labels, relabelTarget, type TargetResult } from "../../relabel/index.js";
import { readTextFile } from "../files/read-files.js";

export interface ExplainRelabellingOptions {
  readonly cwd: string;
  /** A configuration of Prometheus. */
  readonly file: string;
  readonly version: PrometheusVersion;
  /** The name of the job. @default the only one */
  readonly job: string | undefined;
  /** The labels of the target as it is discovered. @default the job's static targets */
  readonly target: Labels | undefined;
}

/** What relabelling does to the targets of a job. */
export interface ExplainedJob {
  readonly job: string;
  readonly file: string;
  /** The line of each rule. */
  readonly lines: readonly number[];
  readonly targets: readonly TargetResult[];
}

export type ExplainRelabellingResult =
  | { readonly explained: ExplainedJob }
  /** Wrong use: no such job, or nothing to relabel. */
  | { readonly problem: string }
  | { readonly diagnostics: readonly Diagnostic[]; readonly text: string };

/** Applies the relabelling rules of a job to a target, step by step. */
export function explainRelabelling(options: ExplainRelabellingOptions): ExplainRelabellingResult {
  const { cwd, file, version, target } = options;
  const read = readTextFile(file, cwd);
  if ("problem" in read) return { diagnostics: [read.problem], text: "" };
  const { config, diagnostics } = readPrometheusConfig(read.text, { file, version });
  if (config === undefined || hasErrors(diagnostics)) return { diagnostics, text: read.text };
  const source = findJob(config.jobs, options.job);
  if (typeof source === "string") return { problem: source };
  const labels = target === undefined ? source.targets.map((one) => one.labels) : [target];
  if (labels.length === 0) {
    return { problem: `job "${source.job.name}" lists no targets: name one with --target db:9100` };
  }
  const settings = { version, scheme: source.scheme };
  const targets = labels.map((one) => relabelTarget(one, source.job, settings));
  const lines = ruleNodes(source).map((node) => config.span(node).start.line);
  return { explained: { job: source.job.name, file, lines, targets } };
}

function findJob(jobs: readonly SourceJob[], name: string | undefined): SourceJob | string {
  const names = jobs.map(({ job }) => job.name).join(", ");
  if (name !== undefined) {
    return jobs.find(({ job }) => job.name === name) ?? `there is no job "${name}"; the configuration has ${names}`;
  }
  if (jobs.length === 1) return jobs[0]!;
  return jobs.length === 0 ? "the configuration has no job" : `name one of its jobs with --job: ${names}`;
}
