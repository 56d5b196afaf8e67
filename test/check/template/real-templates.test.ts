import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingTool } from "../../oracles/tools.js";

const missing = missingTool("promtool");

/** Expands a template in an alert on `x{app="real", team="own"}` with the real Prometheus. */
function render(template: string): string {
  const rule = {
    alert: "A",
    expr: "x > 0",
    labels: { app: "static", severity: "page" },
    annotations: { rendered: `<${template}>` },
  };
  const unit = {
    rule_files: ["rules.yml"],
    tests: [
      {
        input_series: [{ series: 'x{app="real",team="own"}', values: "1x5" }],
        alert_rule_test: [{ eval_time: "1m", alertname: "A", exp_alerts: [] }],
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), "templates-"));
  try {
    writeFileSync(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "g", rules: [rule] }] }));
    writeFileSync(join(folder, "test.yml"), JSON.stringify(unit));
    const { stdout, stderr } = spawnSync("promtool", ["test", "rules", "test.yml"], { cwd: folder, encoding: "utf8" });
    return /rendered="<(.*)>"/.exec(stdout + stderr)?.[1] ?? "nothing fired";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(missing)("real templates print labels of the series, not of the rule", () => {
  expect(render("{{ $labels.app }}, {{ $labels.team }}, {{ $labels.severity }}, {{ $labels.alertname }}")).toBe(
    "real, own, , ",
  );
});
