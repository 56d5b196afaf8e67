import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

/** The summaries that a check reports for a configuration, with the receivers `a` and `b`, each after its line. */
export function summariesOf(id: string, text: string): readonly string[] {
  const receivers =
    "receivers: [{name: a, webhook_configs: [{url: http://a}]}, {name: b, webhook_configs: [{url: http://b}]}]";
  const file = { path: "alertmanager.yml", text: text.includes("receivers:") ? text : `${text}\n${receivers}\n` };
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  const found = checkFiles([file], options);
  const errors = found.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ summary }) => summary).join("\n"));
  return found.flatMap((one) => (one.id === id ? [`${one.span?.start.line}: ${one.summary}`] : []));
}
