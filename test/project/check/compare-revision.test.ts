import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/project/check/check.js";
import { checkOutRevision } from "../../../src/project/git/checkout-revision.js";
import { filesIn, temporaryFolder, writeFiles } from "../temporary-folder.js";

const rule = (alert: string) => `      - { alert: ${alert}, expr: up == 0, for: 5m, labels: { severity: page } }\n`;
const ruleFile = (...alerts: readonly string[]) => `groups:\n  - name: a\n    rules:\n${alerts.map(rule).join("")}`;

function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files);
  git(folder, "init", "--quiet");
  commit(folder);
  return folder;
}

function commit(folder: string): void {
  git(folder, "add", "--all");
  git(folder, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=a");
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8" });
}

async function since(cwd: string, revision: string, files: readonly string[] = ["."]) {
  const result = await check({
    cwd,
    files,
    since: revision,
    only: ["alert/no-summary", "baseline"],
    today: "2026-06-01",
  });
  return {
    fresh: result.diagnostics.map(({ subject, summary }) => subject ?? summary),
    resolved: result.since?.resolved.map(({ subject }) => subject),
    unchanged: result.since?.unchanged,
  };
}

describe("findings since a revision", () => {
  test("are those that it does not have, wherever the lines are now", async () => {
    const folder = repository({ "rules/a.yml": ruleFile("Kept", "Removed"), "rules/b.yml": ruleFile("Elsewhere") });
    writeFiles(folder, {
      "rules/a.yml": `# a comment\n\n${ruleFile("Added", "Kept")}`,
      "rules/c.yml": ruleFile("Other"),
    });
    expect(await since(folder, "HEAD")).toEqual({
      fresh: ['alert "Added"', 'alert "Other"'],
      resolved: ['alert "Removed"'],
      unchanged: 2,
    });
    expect(await since(join(folder, "rules"), "HEAD", ["b.yml"])).toEqual({ fresh: [], resolved: [], unchanged: 1 });
    // A file that the revision does not have.
    expect((await since(folder, "HEAD", ["rules/c.yml"])).fresh).toEqual(['alert "Other"']);
  });

  test("the repository is left as it was, and the copy is removed", async () => {
    const folder = repository({ "a.yml": ruleFile("A") });
    writeFiles(folder, { "a.yml": ruleFile("B"), "staged.yml": ruleFile("C") });
    git(folder, "add", "staged.yml");
    const before = { status: git(folder, "status", "--porcelain"), files: filesIn(join(folder, ".git")) };
    await since(folder, "HEAD");
    expect({ status: git(folder, "status", "--porcelain"), files: filesIn(join(folder, ".git")) }).toEqual(before);
    const checkout = checkOutRevision(folder, "HEAD");
    if ("problem" in checkout) throw new Error(checkout.problem);
    expect(existsSync(join(checkout.cwd, "a.yml"))).toBe(true);
    checkout.remove();
    expect(existsSync(checkout.copy)).toBe(false);
  });

  test("packages are those that are installed now", () => {
    const folder = repository({ ".gitignore": "node_modules\n", "deep/a.yml": ruleFile("A") });
    mkdirSync(join(folder, "node_modules/telltale"), { recursive: true });
    writeFileSync(join(folder, "node_modules/telltale/package.json"), "{}");
    const checkout = checkOutRevision(join(folder, "deep"), "HEAD");
    if ("problem" in checkout) throw new Error(checkout.problem);
    expect(existsSync(join(checkout.cwd, "../node_modules/telltale/package.json"))).toBe(true);
    checkout.remove();
    expect(existsSync(join(folder, "node_modules/telltale/package.json"))).toBe(true);
  });

  test("a revision that does not exist is an error, and everything is reported", async () => {
    const folder = repository({ "a.yml": ruleFile("A") });
    expect((await since(folder, "no-such")).fresh).toEqual([
      'alert "A"',
      'cannot compare with an earlier revision: git knows no revision "no-such"',
    ]);
    expect((await since(folder, "--output=x")).fresh).toHaveLength(2);
    const outside = temporaryFolder({ "a.yml": ruleFile("A") });
    expect((await since(outside, "HEAD")).fresh[1]).toMatch(/this folder is not in a git repository/);
  });
});
