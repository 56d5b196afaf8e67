import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkOutput } from "../../../src/project/output/check-output.js";
import { hashContent, manifestName, pendingName } from "../../../src/project/output/manifest.js";
import { writeOutput } from "../../../src/project/output/write-output.js";
import { filesIn, temporaryFolder, writeFiles } from "../temporary-folder.js";

const rules = { path: "prod/shop/rules.yml", text: "groups: []\n" };
const dashboard = { path: "prod/shop/dashboards/cart.json", text: "{}\n" };

function idsOf({ diagnostics }: { diagnostics: readonly { id: string }[] }): string[] {
  return diagnostics.map(({ id }) => id);
}

describe("writing the output folder", () => {
  test("writes all files the first time, and a manifest of them", () => {
    const output = join(temporaryFolder(), "generated");
    expect(writeOutput(output, [rules, dashboard])).toMatchObject({
      written: [dashboard.path, rules.path],
      unchanged: [],
      deleted: [],
      diagnostics: [],
    });
    const { [manifestName]: manifest, ...files } = filesIn(output);
    expect(files).toEqual({ [rules.path]: rules.text, [dashboard.path]: dashboard.text });
    expect(JSON.parse(manifest!)).toEqual({
      version: 1,
      files: { [dashboard.path]: hashContent(dashboard.text), [rules.path]: hashContent(rules.text) },
    });
  });

  test("writes only files that changed", () => {
    const output = temporaryFolder();
    writeOutput(output, [rules, dashboard]);
    const before = statSync(join(output, rules.path), { bigint: true });
    const result = writeOutput(output, [rules, { ...dashboard, text: "[]\n" }]);
    expect(result).toMatchObject({ written: [dashboard.path], unchanged: [rules.path] });
    expect(statSync(join(output, rules.path), { bigint: true })).toMatchObject({
      ino: before.ino,
      mtimeNs: before.mtimeNs,
    });
  });

  test("the manifest does not depend on the order of files", () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    writeOutput(one, [rules, dashboard]);
    writeOutput(other, [dashboard, rules]);
    expect(filesIn(one)).toEqual(filesIn(other));
  });

  test("deletes files that are no longer generated, and empty folders", () => {
    const output = temporaryFolder({ "prod/notes.txt": "mine" });
    writeOutput(output, [rules, dashboard]);
    expect(writeOutput(output, [rules])).toMatchObject({ deleted: [dashboard.path], unchanged: [rules.path] });
    expect(Object.keys(filesIn(output)).sort()).toEqual([manifestName, "prod/notes.txt", rules.path]);
    expect(() => statSync(join(output, "prod/shop/dashboards"))).toThrow("ENOENT");
  });

  test("deletes nothing if nothing is generated, unless forced", () => {
    const output = temporaryFolder();
    writeOutput(output, [rules, dashboard]);
    const before = filesIn(output);
    expect(writeOutput(output, [])).toMatchObject({ deleted: [], diagnostics: [{ id: "build/nothing-generated" }] });
    expect(checkOutput(output, [])).toMatchObject([{ id: "build/nothing-generated" }]);
    expect(filesIn(output)).toEqual(before);
    expect(writeOutput(output, [], { force: true })).toMatchObject({ deleted: [dashboard.path, rules.path] });
    expect(writeOutput(output, [])).toMatchObject({ deleted: [], diagnostics: [] });
  });

  test("reports what is in the way once, for the folder", () => {
    const output = temporaryFolder({ prod: "a file" });
    const { diagnostics } = writeOutput(output, [rules, dashboard]);
    expect(diagnostics).toMatchObject([
      { id: "build/bad-path", summary: expect.stringContaining('"prod": it is a file') },
    ]);
  });

  test.each(["a file", "a broken link"])("an output folder that is %s is reported, not written to", (what) => {
    const output = join(temporaryFolder({ other: "" }), "generated");
    if (what === "a file") writeFileSync(output, "mine");
    else symlinkSync("nowhere", output);
    const expected = [{ id: "build/cannot-write", summary: `the output folder is ${what}` }];
    expect(writeOutput(output, [rules])).toMatchObject({ written: [], diagnostics: expected });
    expect(checkOutput(output, [rules])).toMatchObject(expected);
  });

  test("keeps other environments when building one", () => {
    const output = temporaryFolder();
    const staging = { path: "staging/shop/rules.yml", text: "groups: [] # staging\n" };
    writeOutput(output, [rules, staging]);
    expect(writeOutput(output, [], { folders: ["staging"], force: true })).toMatchObject({ deleted: [staging.path] });
    expect(Object.keys(filesIn(output))).toEqual([manifestName, rules.path]);
    expect(writeOutput(output, [rules])).toMatchObject({ written: [], deleted: [], unchanged: [rules.path] });
  });
});

describe("a file that telltale did not write", () => {
  test("is not overwritten", () => {
    const output = temporaryFolder({ [rules.path]: "by hand\n" });
    const result = writeOutput(output, [rules, dashboard]);
    expect(idsOf(result)).toEqual(["build/foreign-file"]);
    expect(filesIn(output)).toEqual({ [rules.path]: "by hand\n" });
  });

  test("is adopted if its content is what would be written", () => {
    const output = temporaryFolder({ [rules.path]: rules.text });
    expect(writeOutput(output, [rules])).toMatchObject({ unchanged: [rules.path], diagnostics: [] });
  });

  test("a generated file that was edited is neither overwritten nor deleted", () => {
    const output = temporaryFolder();
    writeOutput(output, [rules, dashboard]);
    writeFileSync(join(output, rules.path), "edited\n");
    const before = filesIn(output);
    expect(idsOf(writeOutput(output, [{ ...rules, text: "new\n" }, dashboard]))).toEqual(["build/edited-file"]);
    expect(idsOf(writeOutput(output, [dashboard]))).toEqual(["build/edited-file"]);
    expect(filesIn(output)).toEqual(before);
  });

  test("is overwritten with force", () => {
    const output = temporaryFolder({ [dashboard.path]: "by hand\n" });
    writeOutput(output, [rules]);
    writeFileSync(join(output, rules.path), "edited\n");
    const result = writeOutput(output, [dashboard], { force: true });
    expect(result).toMatchObject({ written: [dashboard.path], deleted: [rules.path], diagnostics: [] });
  });

  test.each(["../outside.yml", "/etc/passwd", "a/../../b", "a//b", "C:/x", "a\\..\\b", "", manifestName, "a\u0000b"])(
    "a path that leaves the folder is refused: %j",
    (path) => {
      const output = temporaryFolder();
      expect(idsOf(writeOutput(output, [{ path, text: "x" }, rules]))).toEqual(["build/bad-path"]);
      expect(filesIn(output)).toEqual({});
    },
  );

  test("paths that differ only in case are refused", () => {
    const output = temporaryFolder();
    expect(idsOf(writeOutput(output, [rules, { ...rules, path: "prod/Shop/rules.yml" }]))).toEqual(["build/bad-path"]);
  });

  test("links out of the folder are not followed", () => {
    const elsewhere = temporaryFolder({ "rules.yml": "elsewhere\n" });
    const output = temporaryFolder();
    mkdirSync(join(output, "prod"));
    symlinkSync(elsewhere, join(output, "prod/shop"));
    expect(idsOf(writeOutput(output, [rules], { force: true }))).toEqual(["build/bad-path"]);
    expect(filesIn(elsewhere)).toEqual({ "rules.yml": "elsewhere\n" });
  });

  test("a manifest with paths outside the folder deletes nothing", () => {
    const folder = temporaryFolder({ "precious.txt": "x", "generated/ours.txt": "x" });
    const output = join(folder, "generated");
    writeFiles(output, {
      [manifestName]: JSON.stringify({ version: 1, files: { "../precious.txt": hashContent("x") } }),
    });
    expect(idsOf(writeOutput(output, [rules]))).toEqual(["build/bad-manifest"]);
    expect(readFileSync(join(folder, "precious.txt"), "utf8")).toBe("x");
  });
});

describe("an interrupted build", () => {
  test("leaves files that the next build recognises", () => {
    const output = temporaryFolder();
    writeOutput(output, [rules, dashboard]);
    const next = [
      { ...rules, text: "second\n" },
      { ...dashboard, text: "second\n" },
    ];
    const files = Object.fromEntries(next.map(({ path, text }) => [path, hashContent(text)]));
    writeFiles(output, {
      [pendingName]: JSON.stringify({ version: 1, files }),
      [rules.path]: "second\n",
      [`${dashboard.path}.telltale-new`]: "seco",
    });
    expect(writeOutput(output, [rules, dashboard])).toMatchObject({ written: [rules.path], diagnostics: [] });
    expect(Object.keys(filesIn(output)).sort()).toEqual([manifestName, dashboard.path, rules.path]);
  });

  test("leaves a lock that the next build takes over, unless its process still runs", () => {
    const output = temporaryFolder({ ".telltale.lock": "999999999\n" });
    expect(writeOutput(output, [rules])).toMatchObject({ written: [rules.path], diagnostics: [] });
    writeFileSync(join(output, ".telltale.lock"), `${process.pid}\n`);
    expect(idsOf(writeOutput(output, [dashboard]))).toEqual(["build/locked"]);
    expect(Object.keys(filesIn(output))).toContain(rules.path);
  });
});

describe("Ctrl-C while writing", () => {
  test("takes effect after everything is written", async () => {
    const output = join(temporaryFolder(), "generated");
    const write = JSON.stringify(
      fileURLToPath(new URL("../../../dist/project/output/write-output.js", import.meta.url)),
    );
    const script = `
      const { writeOutput } = await import(${write});
      const files = Array.from({ length: 1500 }, (_, n) => ({ path: "prod/" + n + ".txt", text: String(n) }));
      writeOutput(${JSON.stringify(output)}, files);
      setTimeout(() => {}, 10_000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    const ended = once(child, "exit");
    while (!existsSync(join(output, "prod"))) await new Promise((resolve) => setImmediate(resolve));
    child.kill("SIGINT");
    const [, signal] = await ended;
    expect(signal).toBe("SIGINT");
    const files = filesIn(output);
    expect(Object.keys(files)).toHaveLength(1501);
    expect(Object.keys(JSON.parse(files[manifestName]!).files)).toHaveLength(1500);
  });
});

describe("checking the output folder", () => {
  test("reports nothing after a build", () => {
    const output = temporaryFolder();
    writeOutput(output, [rules, dashboard]);
    expect(checkOutput(output, [dashboard, rules])).toEqual([]);
  });

  test("lists files that differ, are missing or are no longer generated, and writes nothing", () => {
    const output = temporaryFolder();
    writeOutput(output, [rules, dashboard]);
    const before = filesIn(output);
    const added = { path: "prod/shop/new.yml", text: "" };
    expect(checkOutput(output, [{ ...rules, text: "new\n" }, added])).toMatchObject([
      {
        id: "build/stale-output",
        details: `missing: ${added.path}\ndiffers: ${rules.path}\nno longer generated: ${dashboard.path}`,
      },
    ]);
    expect(filesIn(output)).toEqual(before);
  });

  test("reports a missing manifest", () => {
    expect(checkOutput(temporaryFolder({ [rules.path]: rules.text }), [rules])).toMatchObject([
      { details: `differs: ${manifestName}` },
    ]);
  });
});
