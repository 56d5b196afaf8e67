import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import { corpusRoot } from "./projects.mjs";

/**
 * Writes a rule file of alerts with distinct expressions in PromQL, derived from real ones. Undefined without the corpus.
 *
 * @param {number} count
 */
export function distinctRules(count) {
  return writeRules(count, join("promql", "real-valid.jsonl"), () => true);
}

/**
 * Writes the same in LogQL, for Loki's ruler.
 *
 * @param {number} count
 */
export function distinctLokiRules(count) {
  return writeRules(count, join("logql", "real.jsonl"), ({ ok, kind }) => ok && kind === "metric");
}

/**
 * @typedef {{ expr: string, ok: boolean, kind?: string }} CorpusExpression
 *
 * @param {number} count
 * @param {string} corpusFile
 * @param {(one: CorpusExpression) => boolean} isWanted
 */
function writeRules(count, corpusFile, isWanted) {
  const corpus = join(corpusRoot, corpusFile);
  if (!existsSync(corpus)) return undefined;
  const lines = readFileSync(corpus, "utf8").trim().split("\n");
  const expressions = lines
    .map((line) => /** @type {CorpusExpression} */ (JSON.parse(line)))
    .filter(isWanted)
    .map(({ expr }) => expr.trim());
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
