import { readdirSync, statSync } from "node:fs";
import { OutputFolder } from "../../project/output/output-folder.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { readLedger } from "../targets/files/ledger.js";
import { describeRules } from "./describe-rules.js";
import type { FoundRules } from "./found-object.js";

/** Finds the rule files of others in the folder of a Prometheus. */
export function findRuleFiles(directory: string, project: string, version: PrometheusVersion): readonly FoundRules[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  const folder = new OutputFolder(directory, { name: "folder of the target", option: "directory" });
  const ledger = readLedger(folder, project);
  const names = readdirSync(directory).filter((name) => /^[^.].*\.ya?ml$/s.test(name) && !ledger.has(name));
  return names.sort().map((name) => {
    const fields = { id: name, name, deployedAs: name, language: "promql" } as const;
    const entry = folder.read(name);
    if (entry.kind !== "file") {
      const obstacle = entry.kind === "other" ? `it is ${entry.is}` : "it is gone";
      return { ...fields, kind: "rules", text: "", obstacle };
    }
    return describeRules(fields, entry.bytes.toString(), version);
  });
}
