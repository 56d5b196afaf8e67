import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderJson } from "../../../src/diagnostics/formats/json.js";
import { sortDiagnostics } from "../../../src/diagnostics/order.js";
import { check } from "../../../src/project/check/check.js";
import { assignShards, parseShard } from "../../../src/project/check/shard.js";
import { corpusRoot } from "../../oracles/corpus.js";
import { temporaryFolder } from "../temporary-folder.js";

const today = "2026-06-01";

function rules(...lines: readonly string[]): string {
  return `groups:\n  - name: a\n    rules:\n${lines.map((line) => `      - ${line}\n`).join("")}`;
}

/** Files whose findings depend on each other, and on comments. */
const estate = {
  "rules/a.yml": rules(
    "{ record: 'job:up:sum', expr: 'sum by (job) (up)' }",
    "{ alert: A, expr: 'sum by (instance) (job:up:sum) == 0' }",
  ),
  "rules/b.yml": rules("{ alert: B, expr: 'job:upp:sum == 0' }", "{ alert: A, expr: up == 0 }"),
  "rules/c.yml": `# telltale allow-file alert/no-for not needed\n${rules("{ alert: C, expr: 'job:up:sum{job=~\"a\"} == 0' }")}`,
  "rules/d.yml": `# telltale allow-file promql/never-true unused\n${rules("{ alert: D, expr: up == 0 }")}`,
  "broken.yml": "groups: [\n  rules: alert\n",
  "dashboards/a.json": JSON.stringify({ title: "A", uid: "a", schemaVersion: 39, panels: [] }),
  "dashboards/b.json": JSON.stringify({ title: "B", uid: "a", schemaVersion: 39, panels: [] }),
};

async function reports(cwd: string, files: readonly string[], of: number): Promise<readonly string[]> {
  const paths: string[] = [];
  for (let index = 1; index <= of; index++) {
    const { diagnostics, root } = await check({ cwd, files, shard: { index, of }, today });
    const path = `report-${index}.json.txt`;
    writeFileSync(join(cwd, path), renderJson(diagnostics, { cwd, root }, `${index}/${of}`));
    paths.push(path);
  }
  return paths;
}

describe("shards", () => {
  test.each([1, 2, 3, 20])("of %d have the findings of one run, merged", async (of) => {
    const cwd = temporaryFolder(estate);
    const files = ["rules", "dashboards", "broken.yml", "missing.yml"];
    const whole = await check({ cwd, files, today });
    expect(whole.diagnostics.length).toBeGreaterThan(10);
    const merged = await check({ cwd, files: await reports(cwd, files, of), merge: true, today });
    expect(sortDiagnostics(merged.diagnostics)).toEqual(sortDiagnostics(whole.diagnostics));
    expect(merged.failed).toBe(whole.failed);
  });

  test("are the same in every process, and of about one size", () => {
    const files = Array.from({ length: 100 }, (_, index) => ({
      path: `${index}.yml`,
      text: "a".repeat(index * index),
    }));
    const shardOf = assignShards(files, 4);
    const reversed = assignShards(files.toReversed(), 4);
    const sizes = [0, 0, 0, 0];
    for (const { path, text } of files) {
      expect(reversed(path)).toBe(shardOf(path));
      sizes[shardOf(path) - 1]! += text.length;
    }
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.1);
    expect(shardOf("elsewhere.yml")).toBe(1);
  });

  test("are written as part and number", () => {
    expect(parseShard("2/4")).toEqual({ index: 2, of: 4 });
    for (const text of ["0/4", "5/4", "1/0", "1", "1/", "a/b", "-1/2", "1/2/3", "1.0/2"]) {
      expect(parseShard(text)).toBeUndefined();
    }
  });

  test("are merged only if all are there, once each", async () => {
    const cwd = temporaryFolder({ ...estate, "other.json": '{"version":1,"diagnostics":[]}' });
    const [one, two, three] = await reports(cwd, ["rules"], 3);
    const [other] = await reports(cwd, ["rules"], 1);
    writeFileSync(join(cwd, "of-one.txt"), renderJson([], { cwd }, "1/1"));
    await reports(cwd, ["rules"], 3);
    const problems = async (...files: readonly string[]) => {
      const { diagnostics, failed } = await check({ cwd, files, merge: true, only: ["files"], today });
      return [failed, ...diagnostics.map(({ summary }) => summary)];
    };
    expect(other).toBe(one);
    expect(await problems(one!, two!, three!)).toEqual([false]);
    expect(await problems(one!, three!)).toEqual([true, "the report of shard 2/3 is missing"]);
    expect(await problems(one!, one!)).toEqual([true, `shard 1/3 is given twice: ${one} has it, too`]);
    expect(await problems(two!, "of-one.txt")).toEqual([true, "this is a report of 1 shards, and another is one of 3"]);
    expect(await problems("other.json")).toEqual([
      true,
      "this is not the report of a shard, as --shard 1/2 --format json writes it",
    ]);
    expect(await problems("nowhere.json")).toEqual([true, "this file cannot be read"]);
  });

  test("of anything but a report are refused", async () => {
    const shown = { id: "alert/no-for", severity: "info", summary: "a", fingerprint: "" };
    const start = { line: 1, column: 1 };
    for (const one of [
      null,
      { ...shown, id: "__proto__" },
      { ...shown, id: "made/up" },
      { ...shown, severity: "fatal" },
      { ...shown, summary: 7 },
      { ...shown, fix: {} },
      { ...shown, file: "a.yml" },
      { ...shown, file: "a.yml", start: { line: 0, column: 1 } },
      { ...shown, file: "a.yml", start, edits: [{ from: "a", to: 1, file: "a.yml", start }] },
      { ...shown, related: [null] },
      { ...shown, excerpt: null },
    ]) {
      const text = JSON.stringify({ version: 1, shard: "1/1", counts: {}, diagnostics: [one] });
      const cwd = temporaryFolder({ "report.txt": text });
      const { diagnostics } = await check({ cwd, files: ["report.txt"], merge: true, today });
      expect([one, diagnostics.map(({ id }) => id)]).toEqual([one, ["files/incomplete-reports"]]);
    }
  });
});

describe.skipIf(!existsSync(corpusRoot))("the corpus in shards", () => {
  test("has the findings of one run", { timeout: 120_000 }, async () => {
    const cwd = temporaryFolder({});
    const names = ["rules", "alertmanager"].flatMap((folder) =>
      readdirSync(join(corpusRoot, folder)).map((name) => join(corpusRoot, folder, name)),
    );
    const files = names.filter((name) => name.endsWith(".yml"));
    const whole = await check({ cwd, files, today });
    const merged = await check({ cwd, files: await reports(cwd, files, 3), merge: true, today });
    expect(sortDiagnostics(merged.diagnostics).map(({ id, summary }) => `${id} ${summary}`)).toEqual(
      sortDiagnostics(whole.diagnostics).map(({ id, summary }) => `${id} ${summary}`),
    );
  });
});
