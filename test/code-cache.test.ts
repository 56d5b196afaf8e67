import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const rules = "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n";
let folder: string;
let caches: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "telltale-code-"));
  caches = join(folder, "caches");
  writeFileSync(join(folder, "rules.yml"), rules);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Checks a rule file that no earlier run has checked. */
function run(env: NodeJS.ProcessEnv = {}, ...flags: readonly string[]) {
  appendFileSync(join(folder, "rules.yml"), "# another\n");
  return spawnSync(process.execPath, [cli, "check", ...flags, "rules.yml"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: caches, ...env },
  });
}

function check(...flags: readonly string[]): string {
  const { status, signal, stdout, stderr } = run({}, ...flags);
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
  return stdout;
}

function installations(): readonly string[] {
  return readdirSync(join(caches, "telltale", "code"));
}

function keptParts(): ReadonlyMap<string, Buffer> {
  const installation = join(caches, "telltale", "code", installations()[0]!);
  return new Map(
    readdirSync(installation).map((name) => [join(installation, name), readFileSync(join(installation, name))]),
  );
}

test("a process keeps its compiled code, which the next one takes as it is", () => {
  const first = check();
  const kept = keptParts();
  expect([...kept.keys()].some((path) => path.includes("-check-render-"))).toBe(true);
  expect(check()).toBe(first);
  const changed = [...keptParts()].filter(([path, bytes]) => !kept.get(path)?.equals(bytes)).map(([path]) => path);
  expect(changed).toEqual([]);
});

test("another installation of the same release compiles its own: code keeps the path that it was compiled from", () => {
  const other = join(folder, "other");
  const repository = fileURLToPath(new URL("..", import.meta.url));
  for (const path of ["dist", "schema", "package.json"])
    cpSync(join(repository, path), join(other, path), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(other, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const config = 'export default { environments: { prod: { dataSources: { p: { type: "prometheus", uid: "p" } } } } };';
  writeFileSync(join(folder, "telltale.config.ts"), config);
  mkdirSync(join(folder, "systems"));
  const definitions = `import { promql, system } from "telltale";
export const shop = system("shop", {});
shop.alert("Down", { when: promql\`up ==\`, severity: "critical", summary: "Down" });
`;
  writeFileSync(join(folder, "systems", "shop.ts"), definitions);
  const build = (program: string) =>
    spawnSync(process.execPath, [program, "build"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: caches },
    }).stderr;
  const first = build(join(other, "dist", "cli", "main.js"));
  expect(first).toContain("--> systems/shop.ts:3:");
  expect(build(cli)).toBe(first);
});

test("damaged code is not used, and is replaced", () => {
  const output = check();
  const kept = keptParts();
  for (const [path, bytes] of kept) {
    const damaged = Buffer.from(bytes);
    damaged[150]! ^= 0x5a;
    writeFileSync(path, path.includes("-check-render-") ? damaged.subarray(0, 1000) : damaged);
  }
  expect(check()).toBe(output);
  for (const [path, bytes] of keptParts()) expect(bytes.length).toBeGreaterThan(kept.get(path)!.length / 2);
});

test("code of a process that did little is replaced by that of one that did more", () => {
  check();
  for (const [path, bytes] of keptParts()) {
    const content = Buffer.from(bytes.subarray(32));
    content.writeDoubleLE(1);
    writeFileSync(path, Buffer.concat([createHash("sha256").update(content).digest(), content]));
  }
  check();
  for (const bytes of keptParts().values()) expect(bytes.readDoubleLE(32)).toBeGreaterThan(10);
});

test("with --no-cache, nothing is kept", () => {
  check("--no-cache");
  expect(readdirSync(folder)).toEqual(["rules.yml"]);
});

test("a folder that cannot be written fails no command", () => {
  writeFileSync(join(folder, "file"), "");
  expect(run({ XDG_CACHE_HOME: join(folder, "file") })).toMatchObject({ status: 0, stdout: run().stdout });
});

test("a user without a home has no caches, and a command works", () => {
  const preload = `import os from "node:os"; import { syncBuiltinESMExports } from "node:module";
    os.homedir = () => { throw Object.assign(new Error("no home"), { code: "ERR_SYSTEM_ERROR" }); }; syncBuiltinESMExports();`;
  const withoutHome = {
    XDG_CACHE_HOME: "",
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}`,
  };
  expect(run(withoutHome)).toMatchObject({ status: 0, stderr: "", stdout: run().stdout });
});

test("the code of the last eight installations is kept", () => {
  const names = Array.from({ length: 9 }, (_, index) => `installation-${index}`);
  for (const [index, name] of names.entries()) {
    const installation = join(caches, "telltale", "code", name);
    mkdirSync(installation, { recursive: true });
    utimesSync(installation, 1_000_000 + index, 1_000_000 + index);
  }
  check();
  expect(installations()).toHaveLength(8);
  expect(installations()).toEqual(expect.arrayContaining(names.slice(2)));
});

test("the code of another release of the same installation is removed", () => {
  check();
  const [kept] = keptParts().keys();
  const old = join(dirname(kept!), basename(kept!).replace(/^[0-9a-f]+/, "0123456789abcdef"));
  renameSync(kept!, old);
  check();
  expect([...keptParts().keys()]).toContain(kept);
  expect([...keptParts().keys()]).not.toContain(old);
});
