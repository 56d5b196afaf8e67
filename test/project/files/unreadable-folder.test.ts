import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { findCheckable } from "../../../src/project/files/read-files.js";
import { temporaryFolder } from "../temporary-folder.js";

/** Refuses folders of this name, as the system does for everyone but root. */
const refused = "locked";

vi.mock("node:fs", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:fs")>();
  const readdirSync = (path: string, options: { withFileTypes: true }) => {
    if (!path.endsWith(refused)) return original.readdirSync(path, options);
    throw Object.assign(new Error(`EACCES: permission denied, scandir '${path}'`), { code: "EACCES" });
  };
  return { ...original, readdirSync };
});

function found(name: string, cwd: string) {
  const { paths, diagnostics } = findCheckable([name], cwd, []);
  return { paths, diagnostics: diagnostics.map(({ id, summary, details }) => `${id}: ${summary}: ${details}`) };
}

describe("a folder that may not be read", () => {
  const estate = () => {
    const cwd = temporaryFolder({ "a.yml": "a", "team/b.yml": "b" });
    mkdirSync(join(cwd, "team", refused));
    return cwd;
  };

  test("is reported, and the others are read", () => {
    expect(found(".", estate())).toEqual({
      paths: ["a.yml", "team/b.yml"],
      diagnostics: ['files/unreadable: the folder "team/locked" cannot be read: EACCES: permission denied'],
    });
  });

  test("is the only finding if it was named", () => {
    expect(found("team/locked", estate())).toEqual({
      paths: [],
      diagnostics: ['files/unreadable: the folder "team/locked" cannot be read: EACCES: permission denied'],
    });
  });

  test("does not stop a pattern", () => {
    expect(found("**/*.yml", estate()).paths).toEqual(["a.yml", "team/b.yml"]);
  });

  test("a folder called .gitignore ignores nothing", () => {
    const odd = temporaryFolder({ "a.yml": "a", ".gitignore/x": "" });
    expect(found(".", odd)).toEqual({ paths: ["a.yml"], diagnostics: [] });
  });
});
