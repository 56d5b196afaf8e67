import { readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { check } from "../../../../src/project/check/check.js";
import { temporaryFolder } from "../../temporary-folder.js";

const ruleFile = (record: string) =>
  `groups:\n- name: a\n  rules:\n  - record: ${record}\n    expr: sum by (job) (up)\n`;

/** Files that were written this long ago do not change in the same moment. */
const moment = 10_000;

/** Time goes by, so that the files of this test have been left alone. */
function wait() {
  const later = Date.now() + moment;
  vi.spyOn(Date, "now").mockReturnValue(later);
  onTestFinished(() => void vi.restoreAllMocks());
}

/** Runs a check, and tells by a mark in what is kept if it read the files. */
function createRuns(files: Readonly<Record<string, string>>, names: readonly string[] = ["."]) {
  const cwd = temporaryFolder(files);
  const cache = temporaryFolder({});
  const mark = 99;
  const run = async (options: Partial<Parameters<typeof check>[0]> = {}) => {
    const { diagnostics, passedOver } = await check({ cwd, cache, files: names, today: "2026-06-01", ...options });
    for (const name of readdirSync(cache)) {
      const kept = JSON.parse(readFileSync(join(cache, name), "utf8"));
      if (kept.passedOver) writeFileSync(join(cache, name), JSON.stringify({ ...kept, passedOver: { others: mark } }));
    }
    return {
      findings: diagnostics.map(({ id, span }) => `${id} ${span?.file}`),
      hasRead: passedOver.others !== mark,
    };
  };
  return { cwd, run };
}

describe("a run on files that did not change", () => {
  const files = { "a.yml": ruleFile("up"), "notes.json": "{}" };

  test("reads none of them, and finds the same", async () => {
    wait();
    const { run } = createRuns(files);
    const first = await run();
    expect(first.hasRead).toBe(true);
    expect(await run()).toEqual({ ...first, hasRead: false });
  });

  test("reads files that were written a moment ago: they could change again at the same time", async () => {
    const { run } = createRuns(files);
    await run();
    expect((await run()).hasRead).toBe(true);
    wait();
    expect((await run()).hasRead).toBe(true);
    expect((await run()).hasRead).toBe(false);
  });

  test("reads them for fixes, for standard input, and without a cache", async () => {
    wait();
    const { run } = createRuns(files);
    await run();
    expect((await run({ fix: "show" })).hasRead).toBe(true);
    expect((await run({ input: Buffer.from(ruleFile("job:up:sum")) })).hasRead).toBe(true);
    expect((await run({ cache: undefined })).hasRead).toBe(true);
  });

  test.each<[string, (cwd: string) => void]>([
    ["another text of the same length", (cwd) => writeFileSync(join(cwd, "a.yml"), ruleFile("dn"))],
    [
      "another text with the time of the one before",
      (cwd) => {
        writeFileSync(join(cwd, "a.yml"), ruleFile("dn"));
        utimesSync(join(cwd, "a.yml"), 1, 1);
      },
    ],
    ["a new file", (cwd) => writeFileSync(join(cwd, "b.yml"), ruleFile("job:up:sum"))],
    ["a file of another kind that has rules now", (cwd) => writeFileSync(join(cwd, "notes.json"), '{"groups":[]}')],
    ["a file less", (cwd) => rmSync(join(cwd, "notes.json"))],
    ["another name", (cwd) => renameSync(join(cwd, "a.yml"), join(cwd, "c.yml"))],
    ["a .gitignore", (cwd) => writeFileSync(join(cwd, ".gitignore"), "notes.json\n")],
  ])("is not recognised after a change: %s", async (_, change) => {
    wait();
    const { cwd, run } = createRuns({ ".git/HEAD": "", ...files });
    for (const name of Object.keys(files)) utimesSync(join(cwd, name), 1, 1);
    await run();
    expect((await run()).hasRead).toBe(false);
    change(cwd);
    const after = await run();
    expect(after.hasRead).toBe(true);
    expect(after).toEqual(await run({ cache: undefined }));
  });

  test.each([{ today: "2026-06-02" }, { agent: true }, { versions: { prometheus: "3.0" } }, { exclude: ["x.yml"] }])(
    "is another one with %j",
    async (options) => {
      wait();
      const { run } = createRuns(files);
      await run();
      expect((await run(options)).hasRead).toBe(!("exclude" in options));
    },
  );
});

describe("files that a configuration refers to", () => {
  const files = {
    "prometheus.yml": "global: {}\nrule_files: ['more/*.yml']\n",
    "more/a.yml": ruleFile("up"),
  };

  test.each<[string, (cwd: string) => void]>([
    ["a change of one", (cwd) => writeFileSync(join(cwd, "more/a.yml"), ruleFile("dn"))],
    ["another one", (cwd) => writeFileSync(join(cwd, "more/b.yml"), ruleFile("dn"))],
    ["one less", (cwd) => rmSync(join(cwd, "more/a.yml"))],
  ])("are looked for again: %s", async (_, change) => {
    wait();
    const { cwd, run } = createRuns(files, ["prometheus.yml"]);
    const first = await run();
    expect(first.findings).toContain("rules/record-name more/a.yml");
    expect(await run()).toEqual({ ...first, hasRead: false });
    change(cwd);
    expect(await run()).toMatchObject({ hasRead: true, findings: (await run({ cache: undefined })).findings });
  });
});
