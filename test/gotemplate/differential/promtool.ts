import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unquoteString } from "../../../src/gotemplate/index.js";
import { alert, series } from "./alert.js";

/** Expands templates with promtool: a test that expects something else prints the actual text. */
export function expandWithPromtool(templates: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "templates-"));
  try {
    writeFileSync(join(folder, "rules.json"), JSON.stringify(rulesWith(templates)));
    writeFileSync(join(folder, "tests.json"), JSON.stringify(tests));
    const options = { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
    const { stdout, stderr } = spawnSync("promtool", ["test", "rules", "tests.json"], options);
    return annotationsIn(stdout + stderr, templates.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rulesWith(templates: readonly string[]): unknown {
  const annotations = Object.fromEntries(templates.map((template, index) => [`a${index}`, template]));
  return { groups: [{ name: "group", rules: [{ alert: "Tried", expr: "alerting", annotations }] }] };
}

const tests = {
  rule_files: ["rules.json"],
  evaluation_interval: "1m",
  tests: [
    {
      interval: "1m",
      external_labels: alert.externalLabels,
      external_url: alert.externalUrl,
      input_series: [
        ...Object.entries(series).map(([name, value]) => ({
          series: name.replaceAll("'", '"'),
          values: threeTimes(value),
        })),
        { series: metricLabels(alert.labels), values: threeTimes(Number(alert.value)) },
      ],
      alert_rule_test: [{ eval_time: "1m", alertname: "Tried", exp_alerts: [] }],
    },
  ],
};

function threeTimes(value: number): string {
  return Array(3).fill(String(value).replace("Infinity", "Inf")).join(" ");
}

function metricLabels(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",")}}`;
}

/** promtool prints what it got as `a0="…", a1="…"`, in Go's quotes. */
function annotationsIn(output: string, count: number): string[] {
  const annotations = new Map<number, string>();
  for (const [, index, literal] of output.matchAll(/\ba(\d+)=("(?:[^"\\]|\\.)*")/g)) {
    annotations.set(Number(index), unquoteString(literal!)!);
  }
  if (annotations.size < count)
    throw new Error(`promtool printed ${annotations.size} of ${count} annotations: ${output.slice(0, 2000)}`);
  return Array.from({ length: count }, (_, index) => annotations.get(index)!);
}
