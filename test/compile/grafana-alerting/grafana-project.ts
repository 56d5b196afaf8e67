import type { Config } from "telltale";
import type { Compiled } from "../../../src/compile/index.js";
import type { AlertingFile } from "../../../src/formats/grafana-alerting/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { compiled, config } from "../project.js";

const { prod } = config.environments;

/** Compiles a system for an environment whose alerts Grafana manages. */
export function managed(system: SystemFacts | readonly SystemFacts[], grafana = "13.0", changes: Partial<Config> = {}) {
  const environment = { ...prod!, alerting: "grafana" as const, versions: { grafana }, grafana: { folder: "Shop" } };
  return compiled(system, { environments: { prod: environment }, ...changes });
}

/** The parts of all provisioning files. */
export function alertingOf({ artifacts }: Compiled): AlertingFile {
  const parts = artifacts.flatMap((artifact) => (artifact.kind === "grafana alerting" ? [artifact.value] : []));
  return Object.assign({}, ...parts, { groups: parts.flatMap(({ groups = [] }) => groups) }) as AlertingFile;
}

export function problemsOf({ diagnostics }: Compiled): readonly string[] {
  return diagnostics.map(({ severity, subject, summary }) => `${severity} ${subject}: ${summary}`);
}
