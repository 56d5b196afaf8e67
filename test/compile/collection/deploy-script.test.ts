import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeDeployScript } from "../../../src/compile/collection/kubernetes/deploy-script.js";

const script = writeDeployScript({
  namespace: "watch",
  secrets: [{ name: "cloud", keys: ["one", "two"] }],
  workloads: [{ namespace: "shop", name: "cart", selector: "app=cart" }],
  rollouts: ["daemonset/alloy"],
});

interface Cluster {
  readonly input?: string;
  readonly args?: readonly string[];
  /** Patterns of calls of kubectl that fail. */
  readonly failing?: string;
  /** Patterns of calls of kubectl that end with 1, such as a diff that finds differences. */
  readonly differing?: string;
}

/** Runs the script with a kubectl that only notes how it is called, and the files that it applies. */
function run({ input = "", args = [], failing = "^$", differing = "^diff" }: Cluster = {}) {
  const folder = mkdtempSync(join(tmpdir(), "telltale-deploy-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const calls = join(folder, "calls");
  writeFileSync(
    join(folder, "kubectl"),
    `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"${calls}"
if [[ "$*" =~ secret\\.yaml$ ]]; then cat "\${*: -1}" >>"${folder}/secret"; fi
failing='${failing}'
differing='${differing}'
if [[ "$*" =~ $failing ]]; then exit 3; fi
if [[ "$*" =~ $differing ]]; then exit 1; fi
if [[ "$*" =~ go-template|-o\\ name ]]; then echo value; fi
`,
  );
  writeFileSync(join(folder, "deploy.sh"), script);
  writeFileSync(calls, "");
  writeFileSync(join(folder, "secret"), "");
  chmodSync(join(folder, "kubectl"), 0o755);
  const { status, stderr } = spawnSync("bash", [join(folder, "deploy.sh"), ...args], {
    input,
    encoding: "utf8",
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  const lines = readFileSync(calls, "utf8").trim().split("\n");
  const applied = lines.filter((line) => line.startsWith("apply") && !line.includes("--dry-run=server"));
  return { status, stderr, lines, applied, secret: readFileSync(join(folder, "secret"), "utf8") };
}

const hasBash = spawnSync("bash", ["--version"]).error === undefined;
const yes = "yes\n".repeat(10);

describe.skipIf(!hasBash)("the script", () => {
  test("asks about the cluster first, and changes nothing if the answer is not yes", () => {
    const { status, applied } = run({ input: "y\n" });
    expect({ status, applied }).toEqual({ status: 1, applied: [] });
  });

  test("has the server check each file, and shows the differences, before it asks and applies", () => {
    const { status, lines, applied } = run({ input: yes });
    expect(status).toBe(0);
    const files = applied.map((line) => line.split("/").at(-1)?.split(" ").at(-1));
    expect(files).toEqual(["namespace.yaml", "all.yaml", "cart.yaml"]);
    for (const line of applied) {
      const at = lines.indexOf(line);
      expect(lines[at - 2]).toBe(line.replace("telltale", "telltale --dry-run=server"));
      expect(lines[at - 1]).toMatch(/^diff --server-side/);
    }
  });

  test("stops at the question that is answered with no", () => {
    expect(run({ input: "yes\nyes\nno\n" }).applied).toHaveLength(1);
  });

  test("applies nothing that the server refuses, or that it cannot compare", () => {
    expect(run({ input: yes, failing: "dry-run=server.*all.yaml" }).applied).toHaveLength(1);
    expect(run({ input: yes, failing: "^diff.*all.yaml" }).applied).toHaveLength(1);
  });

  test("asks nothing about files without differences, and does not apply them", () => {
    const { status, applied } = run({ input: "yes\n", differing: "^$" });
    expect({ status, applied }).toEqual({ status: 0, applied: [] });
  });

  test("with --check changes nothing, and asks nothing", () => {
    const { status, lines, applied } = run({ args: ["--check"] });
    expect({ status, applied }).toEqual({ status: 0, applied: [] });
    expect(lines).toContainEqual(expect.stringMatching(/^diff .*all\.yaml$/));
  });

  test("reads missing credentials from the terminal, never as arguments", () => {
    const missing = "^get secret cloud -n watch$";
    const { lines, secret } = run({ input: "yes\nyes\nhunter2\nhunter3\nyes\nyes\n", failing: missing });
    expect(lines.join("\n")).not.toContain("hunter2");
    expect(secret).toContain(`  one: ${Buffer.from("hunter2").toString("base64")}\n`);
    expect(secret).toContain(`  two: ${Buffer.from("hunter3").toString("base64")}\n`);
  });

  test("refuses an empty credential", () => {
    const { status, secret, stderr } = run({ input: "yes\nyes\n\n", failing: "^get secret cloud -n watch$" });
    expect({ status, secret }).toEqual({ status: 1, secret: "" });
    expect(stderr).toContain("one is empty.");
  });

  test("refuses words that it does not know", () => {
    expect(run({ args: ["--force"] }).status).toBe(64);
  });

  test("quotes names for the shell", () => {
    const text = writeDeployScript({
      namespace: "it's",
      secrets: [{ name: "a b", keys: [] }],
      workloads: [],
      rollouts: [],
    });
    expect(text).toContain("namespace='it'\\''s'\n");
    expect(text).toContain("provide_secret 'a b'\n");
  });
});
