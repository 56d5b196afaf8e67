import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump, load } from "js-yaml";
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
 * Writes a rule file of short recording rules, as generators of rules write them: those of the corpus, each for a job of
 * its own. Undefined without the corpus.
 *
 * @param {number} count
 */
export function shortRecordings(count) {
  const folder = join(corpusRoot, "rules");
  if (!existsSync(folder)) return undefined;
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".yml"))
    .sort();
  /** @type {{ record?: string, expr: string }[]} */
  const all = texts.flatMap((name) =>
    /** @type {any} */ (load(readFileSync(join(folder, name), "utf8"))).groups.flatMap(
      (/** @type {any} */ { rules }) => rules ?? [],
    ),
  );
  const recordings = all.filter(({ record, expr }) => record !== undefined && expr.length < 150);
  const rules = Array.from({ length: count }, (_, index) => {
    const { record, expr } = recordings[index % recordings.length] ?? { expr: "" };
    return { record, expr: expr.trim().replaceAll("{", `{service="s${index}",`), labels: { service: `s${index}` } };
  });
  return writeGroups(rules);
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
  return writeGroups(rules);
}

/** @param {readonly object[]} rules */
function writeGroups(rules) {
  const groups = Array.from({ length: Math.ceil(rules.length / 100) }, (_, index) => ({
    name: `group-${index}`,
    rules: rules.slice(index * 100, index * 100 + 100),
  }));
  const file = join(mkdtempSync(join(tmpdir(), "telltale-rules-")), "rules.yml");
  writeFileSync(file, dump({ groups }, { lineWidth: -1 }));
  return file;
}
