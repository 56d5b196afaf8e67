import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { selectFiles } from "../../../src/project/check/select-files.js";
import { findCheckable } from "../../../src/project/files/read-files.js";
import { temporaryFolder } from "../temporary-folder.js";

const rules = "groups:\n- name: a\n  rules:\n  - record: job:up:sum\n    expr: sum by (job) (up)\n";
const estate = {
  "rules/a.yml": rules,
  "rules/chart.yaml": `{{ if .Values.on }}\n${rules}{{ end }}\n`,
  "compose.yml": "services: {}\n",
  "package.json": '{ "name": "estate" }',
};

function select(names: readonly string[], cwd: string, exclude: readonly string[] = []) {
  const { files, passedOver, diagnostics } = selectFiles(findCheckable(names, cwd, exclude), cwd, names);
  return { files: files.map(({ path }) => path), passedOver, found: diagnostics.map(({ id }) => id) };
}

describe("the files to check", () => {
  test("in a folder, kinds that are not checked are passed over and counted", () => {
    expect(select(["."], temporaryFolder(estate))).toEqual({
      files: ["rules/a.yml"],
      passedOver: { templates: 1, others: 2 },
      found: [],
    });
  });

  test("files that Helm fills in are templates, whatever their actions are", () => {
    const cwd = temporaryFolder({
      "cart/Chart.yaml": "name: cart\n",
      "cart/templates/alerts/a.yaml": rules.replace("sum by (job)", "{{ $aggregation }}"),
      "cart/templates/plain.yaml": rules,
      "cart/templates.yaml": rules.replace("sum by (job)", "{{ $aggregation }}"),
      "other/templates/a.yaml": rules.replace("sum by (job)", "{{ $aggregation }}"),
    });
    const files = ["cart/templates.yaml", "cart/templates/plain.yaml", "other/templates/a.yaml"];
    expect(select(["."], cwd)).toEqual({ files, passedOver: { templates: 1, others: 1 }, found: [] });
  });

  test("a file given by name or pattern is checked whatever it holds", () => {
    const cwd = temporaryFolder(estate);
    expect(select([".", "compose.yml", "rules/*.yaml"], cwd).files).toEqual([
      "compose.yml",
      "rules/a.yml",
      "rules/chart.yaml",
    ]);
  });

  test("a folder without files is not reported as a file that is missing", () => {
    const cwd = temporaryFolder({});
    const { diagnostics } = selectFiles(findCheckable(["."], cwd, []), cwd, ["."]);
    expect(diagnostics.map(({ summary }) => summary)).toEqual(['no file to read in the folder "."']);
  });

  test("a folder without anything to check is an error", () => {
    const cwd = temporaryFolder({ "compose.yml": "services: {}\n" });
    expect(select(["."], cwd).found).toEqual(["files/nothing-to-check"]);
  });

  test("what git ignores is left out, by the nearest .gitignore, also above the folder", () => {
    const cwd = temporaryFolder({
      ".git/HEAD": "",
      ".gitignore": "/build\n*.local.yml\n",
      "build/a.yml": rules,
      "team/a.yml": rules,
      "team/b.local.yml": rules,
      "team/kept/.gitignore": "!b.local.yml\n",
      "team/kept/b.local.yml": rules,
    });
    const files = ["team/a.yml", "team/kept/b.local.yml"];
    expect(select(["."], cwd)).toEqual({ files, passedOver: { templates: 0, others: 0 }, found: [] });
    expect(select(["team"], cwd).files).toEqual(files);
    expect(select(["team/b.local.yml"], cwd).files).toEqual(["team/b.local.yml"]);
  });

  test("patterns are excluded, relative to the working folder", () => {
    const cwd = temporaryFolder({ "a/x.yml": rules, "a/vendor/y.yml": rules, "vendor/z.yml": rules });
    expect(select(["."], cwd, ["/vendor/"]).files).toEqual(["a/vendor/y.yml", "a/x.yml"]);
    expect(select(["."], cwd, ["vendor/"]).files).toEqual(["a/x.yml"]);
    expect(select(["."], cwd, ["*.yml", "!x.yml"]).files).toEqual(["a/x.yml"]);
  });

  test("links are followed to files outside, and nowhere else", () => {
    const cwd = temporaryFolder({ "in/a.yml": rules, "out/b.yml": rules, "out/deep/c.yml": rules });
    symlinkSync("../out/b.yml", join(cwd, "in/link.yml"));
    symlinkSync("a.yml", join(cwd, "in/same.yml"));
    symlinkSync("../out/deep", join(cwd, "in/folder.yml"));
    symlinkSync("nowhere.yml", join(cwd, "in/broken.yml"));
    expect(select(["in"], cwd)).toEqual({
      files: ["in/a.yml", "in/link.yml"],
      passedOver: { templates: 0, others: 0 },
      found: [],
    });
  });
});
