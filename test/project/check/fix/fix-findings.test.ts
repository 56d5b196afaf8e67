import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkFiles, type OutsideFile } from "../../../../src/check/index.js";
import { allFindings } from "../../../../src/project/all-findings.js";
import { check } from "../../../../src/project/check/check.js";
import { hashContent } from "../../../../src/project/output/manifest.js";
import { corpusRoot } from "../../../oracles/corpus.js";
import { temporaryFolder } from "../../temporary-folder.js";

const today = "2026-06-01";

function ruleFile(expr: string, more = ""): string {
  return `# kept\ngroups:\n  - name: a # kept, too\n    rules:\n      - alert: A\n        expr: ${expr}\n${more}`;
}

const needless = `up{job=~"a"} == 0`;

async function fix(
  files: Readonly<Record<string, string>>,
  { mode = "write" as "write" | "show", names = ["."] } = {},
) {
  const cwd = temporaryFolder(files);
  const result = await check({ cwd, files: names, fix: mode, today });
  const read = (path: string) => readFileSync(join(cwd, path), "utf8");
  return { ...result.fixed!, diagnostics: result.diagnostics, read, cwd };
}

describe("--fix", () => {
  test("changes nothing but the text of the edit", async () => {
    const more = "        for:   5m   # odd\n\n# the end";
    const { read, count, files, diagnostics } = await fix({ "rules.yml": ruleFile(needless, more) });
    expect(read("rules.yml")).toBe(ruleFile(`up{job="a"} == 0`, more));
    expect({ count, files }).toEqual({ count: 1, files: ["rules.yml"] });
    expect(diagnostics.map(({ id }) => id)).not.toContain("promql/needless-regex");
  });

  test("writes expressions as the file does", async () => {
    const quoted = {
      single: `'up{job=~"a", b="it''s"} == 0'`,
      double: `"up{job=~\\"a\\"} == 0"`,
      folded: `>-\n          up{job=~"a"}\n          == 0`,
    };
    for (const [style, expr] of Object.entries(quoted)) {
      const { read, count } = await fix({ "rules.yml": ruleFile(expr) });
      expect([style, count, read("rules.yml")]).toEqual([style, 1, ruleFile(expr.replace("=~", "="))]);
    }
  });

  test("shows a diff and writes nothing with --diff", async () => {
    const { read, diff, count, diagnostics } = await fix({ "rules.yml": ruleFile(needless) }, { mode: "show" });
    expect(read("rules.yml")).toBe(ruleFile(needless));
    expect(count).toBe(1);
    expect(diff).toContain(`-        expr: up{job=~"a"} == 0\n+        expr: up{job="a"} == 0\n`);
    expect(diagnostics.map(({ id }) => id)).not.toContain("promql/needless-regex");
  });

  test("corrects a misspelt field, and its consequences go", async () => {
    const { read, count, diagnostics } = await fix({
      "rules.yml": ruleFile("up == 0", "        anotations: { summary: a }\n"),
    });
    expect(count).toBe(1);
    expect(read("rules.yml")).toContain("        annotations: { summary: a }\n");
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("leaves a fix alone that adds a finding", async () => {
    // Corrected, the field is there twice.
    const text = ruleFile("up == 0", "        for: 5m\n        forr: 1m\n");
    const { read, count, unverified } = await fix({ "rules.yml": text });
    expect({ count, unverified }).toEqual({ count: 0, unverified: 1 });
    expect(read("rules.yml")).toBe(text);
  });

  test("applies the others where one cannot be", async () => {
    const text = ruleFile(needless, "        for: 5m\n        forr: 1m\n");
    const { read, count, unverified } = await fix({ "rules.yml": text });
    expect({ count, unverified }).toEqual({ count: 1, unverified: 1 });
    expect(read("rules.yml")).toBe(text.replace("=~", "="));
  });

  test("fixes files in ConfigMaps and dashboards", async () => {
    const panel = {
      type: "timeseries",
      title: "A",
      datasource: { type: "prometheus", uid: "$ds" },
      targets: [{ refId: "A", expr: `sum(rate(a_total{code!=""}[$__interval]))` }],
    };
    const dashboard = JSON.stringify(
      { title: "A", uid: "a", schemaVersion: 39, panels: [{ id: 1, ...panel }] },
      undefined,
      4,
    );
    const rules = ruleFile(needless).replace(/^/gm, "    ");
    const map = `kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\ndata:\n  rules.yml: |\n${rules}\n`;
    const { read, count } = await fix({ "a.json": dashboard, "map.yml": map });
    expect(count).toBe(2);
    expect(read("a.json")).toBe(dashboard.replace("$__interval", "$__rate_interval"));
    expect(read("map.yml")).toBe(map.replace("=~", "="));
  });

  test("does not write generated files, links, or files that are only referred to", async () => {
    const generated = ruleFile(needless);
    const cwd = temporaryFolder({
      "out/.telltale-manifest.json": JSON.stringify({ version: 1, files: { "rules/a.yml": hashContent(generated) } }),
      "out/rules/a.yml": generated,
      "header.yml": `# Code generated by a tool; DO NOT EDIT.\n${generated}`,
      "elsewhere.yml": generated,
      "mark.yml": `\ufeff${generated}`,
      "prometheus.yml": "scrape_configs: []\nrule_files: [elsewhere.yml]\n",
    });
    symlinkSync("elsewhere.yml", join(cwd, "link.yml"));
    const files = ["out", "header.yml", "link.yml", "mark.yml", "prometheus.yml"];
    const { fixed } = await check({ cwd, files, fix: "write", today });
    expect(fixed?.count).toBe(0);
    expect(fixed?.refused).toEqual([
      { file: "out/rules/a.yml", reason: "it is generated: fix what it is generated from" },
      { file: "header.yml", reason: "it is generated: fix what it is generated from" },
      { file: "link.yml", reason: "it is a link: name the file itself" },
      { file: "mark.yml", reason: "it begins with a byte order mark, or was changed meanwhile" },
    ]);
    expect(readFileSync(join(cwd, "elsewhere.yml"), "utf8")).toBe(generated);
  });

  test("keeps the permissions of files, and leaves no other file behind", async () => {
    const cwd = temporaryFolder({ "rules.yml": ruleFile(needless) });
    chmodSync(join(cwd, "rules.yml"), 0o640);
    await check({ cwd, files: ["rules.yml"], fix: "write", today });
    expect(statSync(join(cwd, "rules.yml")).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd)).toEqual(["rules.yml"]);
  });

  test("fixes only the findings that are reported", async () => {
    const cwd = temporaryFolder({ "rules.yml": ruleFile(`up{job=~"a", b="x|y"} == 0`) });
    await check({ cwd, files: ["rules.yml"], fix: "write", only: ["promql/needless-regex"], today });
    expect(readFileSync(join(cwd, "rules.yml"), "utf8")).toBe(ruleFile(`up{job="a", b="x|y"} == 0`));
  });
});

const folders = ["rules", "dashboards", "rulefmt", "alertmanager"].map((name) => join(corpusRoot, name));

function corpusFiles(): readonly OutsideFile[] {
  const paths = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const files = paths.filter((path) => /\.(?:yml|json)$/.test(path) && !path.endsWith("verdicts.json"));
  return files.map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

describe.skipIf(!existsSync(corpusRoot))("every printed edit of the corpus", () => {
  test("makes its finding go, and adds none", { timeout: 120_000 }, async () => {
    const { applyFixes } = await import("../../../../src/project/check/fix/apply-edits.js");
    const { removesOnly } = await import("../../../../src/project/check/fix/plan-fixes.js");
    const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today, findings: allFindings };
    const failed: string[] = [];
    let count = 0;
    for (const file of corpusFiles()) {
      const before = checkFiles([file], options);
      for (const finding of before) {
        if (!finding.edits) continue;
        count++;
        const fixes = [{ finding, edits: finding.edits }];
        const text = applyFixes(new Map([[file.path, file.text]]), fixes)?.get(file.path);
        const isRight = text !== undefined && removesOnly(fixes, before, checkFiles([{ ...file, text }], options));
        if (!isRight) failed.push(`${file.path}: ${finding.id} ${JSON.stringify(finding.edits)}`);
      }
    }
    expect(count).toBeGreaterThan(10);
    expect(failed).toEqual([]);
  });
});
