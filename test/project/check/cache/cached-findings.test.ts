import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.js";
import { cacheFindings } from "../../../../src/project/check/cache/cached-findings.js";
import { check } from "../../../../src/project/check/check.js";

const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "telltale-result-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const found: readonly Diagnostic[] = [
  {
    id: "alert/no-for",
    severity: "warning",
    summary: "fires at once",
    span: { file: "a.yml", start: { line: 3, column: 5 } },
    related: [{ message: "and here" }],
  },
];

describe("the findings of an earlier run", () => {
  const files = [
    { path: "a.yml", text: "groups: []" },
    { path: "b.yml", text: "" },
  ];

  /** Counts the runs of a check. */
  function createRuns(folder: string | undefined) {
    let runs = 0;
    const run = async (inputs: typeof files, settings: unknown = { today: "2026-06-01" }) => {
      const result = await cacheFindings(folder, inputs, settings, async () => {
        runs++;
        return found;
      });
      return { ...result, runs };
    };
    return run;
  }

  test("are read if all inputs are the same", async () => {
    const run = createRuns(temporaryFolder());
    expect(await run(files)).toMatchObject({ diagnostics: found, runs: 1 });
    expect(await run(files)).toMatchObject({ diagnostics: found, runs: 1 });
  });

  test.each([
    ["a text", [{ path: "a.yml", text: "groups: [ ]" }, files[1]!], undefined],
    ["a path", [{ path: "c.yml", text: "groups: []" }, files[1]!], undefined],
    ["the number of files", [files[0]!], undefined],
    ["the border between a text and a path", [{ path: "a.yml", text: 'groups: []["b.yml",null,0]' }], undefined],
    ["a setting", files, { today: "2026-06-02" }],
  ])("are not read after a change of %s", async (_, changed, settings) => {
    const run = createRuns(temporaryFolder());
    await run(files);
    expect(await run(changed, settings)).toMatchObject({ runs: 2 });
  });

  test("are not kept without a folder", async () => {
    const run = createRuns(undefined);
    await run(files);
    expect(await run(files)).toMatchObject({ diagnostics: found, runs: 2 });
  });

  test.each(["", "[{", '{"a":1}'])("are found again if the entry is damaged: %j", async (text) => {
    const folder = temporaryFolder();
    const run = createRuns(folder);
    await run(files);
    const [entry] = readdirSync(folder);
    writeFileSync(join(folder, entry!), text);
    expect(await run(files)).toMatchObject({ diagnostics: found, runs: 2 });
    expect(await run(files)).toMatchObject({ diagnostics: found, runs: 2 });
  });

  test("that cannot be kept are reported with the reason", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const result = await createRuns(join(file, "cache"))(files);
    expect(result).toEqual({ diagnostics: found, runs: 1, problem: expect.stringContaining("ENOTDIR") });
  });

  test("are 100 at most, and nothing else is deleted", async () => {
    const folder = temporaryFolder();
    const run = createRuns(folder);
    writeFileSync(join(folder, "notes.txt"), "mine");
    await run(files, "the oldest");
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1, 1);
    for (let index = 0; index < 100; index++) await run(files, index);
    expect(readdirSync(folder)).toHaveLength(101);
    expect(readdirSync(folder)).toContain("notes.txt");
    expect(await run(files, "the oldest")).toMatchObject({ runs: 102 });
  });
});

test("checks that compare files see the change of one file", async () => {
  const cwd = temporaryFolder();
  const write = (name: string, record: string, expr: string) =>
    writeFileSync(
      join(cwd, name),
      `groups:\n  - name: g\n    rules:\n      - record: ${record}\n        expr: ${expr}\n`,
    );
  write("records.yml", "job:requests:rate5m", "sum by (job) (rate(requests_total[5m]))");
  write("uses.yml", "job:requests:total", "sum(job:requests:rate5m)");
  const run = async (cache?: string) => {
    const { diagnostics } = await check({ cwd, cache, files: ["records.yml", "uses.yml"], today: "2026-06-01" });
    return diagnostics.map(({ id, span }) => `${id} ${span?.file}`);
  };
  const cache = temporaryFolder();
  const before = await run(cache);
  expect(await run(cache)).toEqual(before);
  expect(before).not.toContain("rules/used-never-recorded uses.yml");
  write("records.yml", "job:requests:rate10m", "sum by (job) (rate(requests_total[10m]))");
  expect(await run(cache)).toEqual(await run());
  expect(await run(cache)).toContain("rules/used-never-recorded uses.yml");
});
