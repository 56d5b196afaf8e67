import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderGithub } from "../../../src/diagnostics/formats/github.js";
import { renderJson } from "../../../src/diagnostics/formats/json.js";
import { renderMarkdown } from "../../../src/diagnostics/formats/markdown.js";
import { renderSarif } from "../../../src/diagnostics/formats/sarif.js";
import { renderTerminalGroups } from "../../../src/diagnostics/terminal/groups.js";
import { renderTerminal } from "../../../src/diagnostics/terminal/terminal.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { check } from "../../../src/project/check/check.js";
import { temporaryFolder } from "../temporary-folder.js";

/** Only what takes far longer than it should is caught: a hang. */
const longest = 60_000;

const repeat = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => piece(index)).join("");

const alert = (fields: string) => `groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up == 0\n${fields}`;

/** Texts that a format might take for something else than text. */
const markup = [
  "<script>alert(1)</script>",
  "![x](https://evil.example/x.png) @team #1",
  "</details>|a|b|",
  "::error file=x::y%0A",
  "\u001b[2J\u001b]8;;https://evil.example\u0007",
  "\u202eevil\u2028",
  "%{html}",
].join(" ");

const panel = (index: number) =>
  `{"id":${index + 1},"type":"timeseries","title":"t${index}","targets":[{"refId":"A","expr":"sum(rate(a_total{x=\\"${index}\\"}[5m]))"}]}`;

/** Files that nobody writes by hand, by what is hostile about them. */
const files: Readonly<Record<string, readonly [name: string, text: string]>> = {
  "a dashboard of 5 MB": [
    "a.json",
    `{"title":"big","schemaVersion":39,"description":"${"x".repeat(4_800_000)}","panels":[${Array.from({ length: 1_000 }, (_, index) => panel(index)).join(",")}]}`,
  ],
  "a metric whose name is a path": [
    "a.yml",
    alert('    labels: { severity: page, "../../etc/passwd": "../../x" }\n').replace(
      "up == 0",
      `'{__name__="../../../tmp/x"} > 1'`,
    ),
  ],
  "aliases that multiply": [
    "a.yml",
    `a: &a0 [x]\n${repeat(40, (index) => `b${index}: &a${index + 1} [${`*a${index},`.repeat(9)}]\n`)}groups: *a40\nrules: []\n`,
  ],
  "an alias of itself": ["a.yml", "groups: &a\n- name: a\n  rules: *a\n"],
  "deep nesting": ["a.yml", `groups:\n- name: a\n  rules: ${"[".repeat(200_000)}${"]".repeat(200_000)}\n`],
  "deep JSON": ["a.json", `{"groups":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`],
  "a scalar of 5 MB": ["a.yml", alert(`    annotations: { summary: "${"x{{ $labels.a }}".repeat(300_000)}" }\n`)],
  "100,000 documents": ["a.yml", `${alert("")}${"---\ngroups: []\n".repeat(100_000)}`],
  "20,000 keys": ["a.yml", alert(`    labels:\n${repeat(20_000, (index) => `      l${index}: x\n`)}`)],
  "an expression with a pattern that backtracks": [
    "a.yml",
    alert("").replace("up == 0", `up{a=~"${"(x+)+".repeat(20)}y"} == 0`),
  ],
  "a template that includes itself": [
    "a.yml",
    alert(`    annotations: { summary: '{{ define "x" }}{{ template "x" }}{{ end }}{{ template "x" }}' }\n`),
  ],
};

describe("hostile files", () => {
  test.each(Object.entries(files))(
    "%s: the check ends, and writes nothing",
    async (_, [name, text]) => {
      const cwd = temporaryFolder({ [name]: text });
      const { diagnostics } = await check({ cwd, files: [name, "."], today: "2026-06-01" });
      expect(Array.isArray(diagnostics)).toBe(true);
      expect(readdirSync(cwd)).toEqual([name]);
    },
    longest,
  );

  test("markup in texts of a file stays text in every format", async () => {
    const text = alert(`    labels: ${JSON.stringify({ severity: "page", owner: markup })}\n`)
      .replace("alert: A", `alert: ${JSON.stringify(`A ${markup}`)}`)
      .replace("up == 0", "up{");
    const cwd = temporaryFolder({ "a.yml": text });
    const { diagnostics, readSource } = await check({ cwd, files: ["a.yml"], today: "2026-06-01" });
    expect(diagnostics.some(({ subject }) => subject?.includes("<script>"))).toBe(true);
    const base = { cwd, root: cwd };
    const terminal = { ...base, readSource, color: false };
    const groups = { ...terminal, describe: (id: keyof typeof allFindings) => allFindings[id].sentence };
    for (const page of [renderTerminal(diagnostics, terminal), renderTerminalGroups(diagnostics, groups)]) {
      expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    }
    const markdown = renderMarkdown(diagnostics, base);
    expect(markdown).not.toMatch(/<script|!\[x|@team|<\/details>/);
    expect(markdown).not.toMatch(/[\u001b\u202e\u2028]/);
    const github = renderGithub(diagnostics, base).trimEnd().split("\n");
    expect(github).toHaveLength(diagnostics.length + github.filter((line) => !line.startsWith("::")).length);
    expect(github.filter((line) => line.includes("file=x"))).toEqual(
      github.filter((line) => line.includes("file=a.yml") && line.includes("file=x")),
    );
    expect(JSON.parse(renderJson(diagnostics, base)).diagnostics).toHaveLength(diagnostics.length);
    const sarif = renderSarif(diagnostics, { ...base, version: "0", findings: allFindings });
    expect(JSON.parse(sarif).runs[0].results).toHaveLength(diagnostics.length);
  });
});

describe("hostile folders", () => {
  const rules = alert("");

  test("links in circles, to nowhere and to folders outside are not followed", async () => {
    const outside = temporaryFolder({ "secret/a.yml": rules });
    const cwd = temporaryFolder({ "a.yml": rules });
    symlinkSync(cwd, join(cwd, "loop"));
    symlinkSync("loop2", join(cwd, "loop2"));
    symlinkSync("circle.yml", join(cwd, "circle.yml"));
    symlinkSync("/nowhere/x.yml", join(cwd, "nowhere.yml"));
    symlinkSync(join(outside, "secret"), join(cwd, "secret"));
    const { diagnostics } = await check({ cwd, files: ["."], today: "2026-06-01" });
    expect(new Set(diagnostics.map(({ span }) => span?.file))).toEqual(new Set(["a.yml"]));
  });

  test("a name with a newline or an escape is printed visibly", async () => {
    const name = "a\n::error::x\u001b[2J.yml";
    const cwd = temporaryFolder({ [name]: rules });
    const { diagnostics, readSource } = await check({ cwd, files: ["."], today: "2026-06-01" });
    expect(diagnostics[0]?.span?.file).toBe(name);
    expect(renderTerminal(diagnostics, { cwd, readSource })).not.toContain("\u001b");
    expect(renderGithub(diagnostics, { cwd })).not.toMatch(/^::error::x/m);
    expect(renderMarkdown(diagnostics, { cwd })).not.toMatch(/^::error/m);
  });

  test(
    "thousands of files in many folders",
    async () => {
      const cwd = temporaryFolder({ "rules/a.yml": rules });
      for (let folder = 0; folder < 100; folder++) {
        mkdirSync(join(cwd, `f${folder}`));
        for (let file = 0; file < 50; file++) writeFileSync(join(cwd, `f${folder}`, `${file}.yml`), "a: 1\n");
      }
      const { passedOver, diagnostics } = await check({ cwd, files: ["."], today: "2026-06-01" });
      expect(passedOver).toEqual({ templates: 0, others: 5000 });
      expect(new Set(diagnostics.map(({ span }) => span?.file))).toEqual(new Set(["rules/a.yml"]));
      expect(existsSync(join(cwd, "f0", "0.yml"))).toBe(true);
    },
    longest,
  );
});
