import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import { corpusRoot } from "./projects.mjs";

/**
 * Writes a rule file of alerts with distinct expressions, derived from real ones. Undefined without the corpus.
 *
 * @param {number} count
 */
export function distinctRules(count) {
  const corpus = join(corpusRoot, "promql", "real-valid.jsonl");
  if (!existsSync(corpus)) return undefined;
  const lines = readFileSync(corpus, "utf8").trim().split("\n");
  const expressions = lines.map((line) => JSON.parse(line).expr.trim());
  const rules = Array.from({ length: count }, (_, index) => ({
    alert: `Alert${index}`,
    expr: `(${expressions[index % expressions.length]}) > ${index}`,
    for: "5m",
    labels: { severity: "warning" },
    annotations: { summary: `{{ $labels.job }} is at {{ $value }} (${index})`, runbook_url: "https://example.com/a" },
  }));
  const groups = Array.from({ length: count / 100 }, (_, index) => ({
    name: `group-${index}`,
    rules: rules.slice(index * 100, index * 100 + 100),
  }));
  const file = join(mkdtempSync(join(tmpdir(), "telltale-rules-")), "rules.yml");
  writeFileSync(file, dump({ groups }, { lineWidth: -1 }));
  return file;
}
