import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type BuildOptions, renderProject } from "../../../src/project/build/build-project.js";
// Imported when needed, otherwise, which takes longer than the first test may.
import "../../../src/project/build/render-files.js";
import "../../../src/project/load/load-project.js";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const config = (more = "") => `import { defineConfig } from "telltale";
const environment = { dataSources: { prom: { type: "prometheus", uid: "p" } } } as const;
export default defineConfig({
  environments: { prod: environment, staging: environment },
  defaults: { runbooks: "https://runbooks.example.com" },
  runbooks: { template: "runbook.hbs" },
  reference: { output: "docs/reference" },
  ${more}
});
`;

const alert = (more = "") => `import { promql } from "telltale";
import { cart, shop } from "../systems/shop.js";
${more}
export const noOrders = shop.alert("NoOrders", {
  when: promql\`sum(rate(\${cart.orders}[5m])) == 0\`,
  severity: "page",
  summary: "Nobody orders",
  runbook: { meaning: "Nobody orders.", impact: "No sales.", mitigation: ["Order."] },
});
`;

const files = {
  "package.json": '{ "type": "module" }',
  "telltale.config.ts": config(),
  "runbook.hbs": "# {{title}}\n",
  "docs/runbooks/restore.md": "# Restore\n",
  "systems/limits.json": '{ "orders": 5 }',
  "systems/shop.ts": `import { counter, receiver, secret, system } from "telltale";
import limits from "./limits.json";
const onCall = receiver.webhook("on-call", { url: secret("ON_CALL_URL") });
export const shop = system("shop", { routes: { page: [onCall] }, labels: { queue: limits.orders } });
export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
`,
  "alerts/orders.ts": alert(),
};

async function createProject(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder({ ...files, ...more });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  // What is written at the very time of a build is not trusted, and the clock of files is coarse.
  await setTimeout(20);
  return folder;
}

/** Everything that a build writes or reports, without positions: a process that runs tests maps no stacks to sources. */
async function render(cwd: string, options: Partial<BuildOptions> = {}) {
  const rendered = await renderProject({ cwd, today: "2026-06-01", cache: true, ...options });
  const { readSource, diagnostics, ...rest } = rendered;
  return { ...rest, diagnostics: diagnostics.map(({ id, summary }) => `${id}: ${summary}`) };
}

function cacheOf(folder: string): string {
  return join(folder, "node_modules/.cache/telltale");
}

function keptFiles(folder: string): readonly string[] {
  return readdirSync(cacheOf(folder)).filter((name) => name.startsWith("rendered-"));
}

/** Marks what is kept, so that one sees if it is used. */
function mark(folder: string): void {
  for (const name of keptFiles(folder)) {
    const path = join(cacheOf(folder), name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("Nobody orders", "NOBODY ORDERS"));
  }
}

async function isTakenFromCache(folder: string, options?: Partial<BuildOptions>): Promise<boolean> {
  mark(folder);
  return JSON.stringify(await render(folder, options)).includes("NOBODY ORDERS");
}

test("a project whose texts did not change is taken from the cache, with its findings", async () => {
  const folder = await createProject();
  const expected = await render(folder, { cache: false });
  expect(expected.diagnostics.length).toBeGreaterThan(0);
  expect(await render(folder)).toEqual(expected);
  expect(keptFiles(folder)).toHaveLength(1);
  expect(await render(folder)).toEqual(expected);
  expect(await isTakenFromCache(folder)).toBe(true);
  expect(JSON.stringify(await render(folder, { cache: false }))).not.toContain("NOBODY ORDERS");
});

const changes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a definition": { "alerts/orders.ts": alert("// Moved down.") },
  "the configuration": { "telltale.config.ts": config('output: "built",') },
  "an imported file": { "systems/limits.json": '{ "orders": 6 }' },
  "the template of runbooks": { "runbook.hbs": "# {{title}}!\n" },
  "a page that somebody wrote": { "docs/runbooks/deploy.md": "# Deploy\n" },
  "a new definition file": { "alerts/new.ts": "export {};\n" },
  "a new folder of definitions": { "slos/shop.ts": "export {};\n" },
  "a file that an import finds first": { "systems/shop.js": "export {};\n" },
  "the package": { "package.json": '{ "type": "module", "private": true }' },
  "a second configuration": { "telltale.config.js": "export default {};\n" },
  "how TypeScript resolves imports": { "tsconfig.json": '{ "compilerOptions": { "paths": {} } }' },
};

test.each(Object.keys(changes))("%s that changed is noticed", async (name) => {
  const folder = await createProject();
  await render(folder);
  expect(await isTakenFromCache(folder)).toBe(true);
  writeFiles(folder, changes[name]!);
  expect(await render(folder)).toEqual(await render(folder, { cache: false }));
});

test("a definition file that was deleted is noticed", async () => {
  const folder = await createProject({ "alerts/more.ts": "export {};\n" });
  await render(folder);
  rmSync(join(folder, "alerts/more.ts"));
  expect(await isTakenFromCache(folder)).toBe(false);
});

test("another day, other environments and other releases are other projects", async () => {
  const folder = await createProject();
  await render(folder);
  expect(await isTakenFromCache(folder, { environments: ["prod"] })).toBe(false);
  expect(await isTakenFromCache(folder, { versions: { prometheus: "2.50" } })).toBe(false);
  expect(await isTakenFromCache(folder)).toBe(true);
  expect(await isTakenFromCache(folder, { today: "2026-06-02" })).toBe(false);
});

test("definitions that depend on more than texts are compiled every time", async () => {
  for (const line of [
    'export const stage = process.env.STAGE ?? "a";',
    "export const now = Date.now();",
    'import { tmpdir } from "node:os";\nexport const folder = tmpdir();',
    "export const chance = Math.random();",
    'export const made = (() => {}).constructor("return process.pid")();',
  ]) {
    const folder = await createProject({ "alerts/orders.ts": alert(line) });
    await render(folder);
    expect(keptFiles(folder), line).toEqual([]);
  }
});

test("names in comments and texts are not taken for what they name", async () => {
  const folder = await createProject({
    "alerts/orders.ts": alert('// The process.\nexport const text = "Date";'),
  });
  await render(folder);
  expect(keptFiles(folder)).toHaveLength(1);
});

test("findings point to the same lines, whether they are kept or not", async () => {
  const folder = await createProject({ "alerts/orders.ts": alert("// A comment.") });
  const cli = join(repository, "dist/cli/main.js");
  const check = (...flags: readonly string[]) =>
    spawnSync(process.execPath, [cli, "check", "--format", "json", ...flags], { cwd: folder, encoding: "utf8" }).stdout;
  const expected = check("--no-cache");
  expect(expected).toContain("alerts/orders.ts");
  expect(check()).toBe(expected);
  expect(keptFiles(folder)).toHaveLength(1);
  expect(check()).toBe(expected);
});

test("a project with errors in its files is not kept", async () => {
  const folder = await createProject({ "alerts/wrong.ts": 'throw new Error("no");\n' });
  const { diagnostics } = await render(folder);
  expect(diagnostics.join()).toContain("definition/throws");
  expect(keptFiles(folder)).toEqual([]);
});

test("a damaged cache is written again", async () => {
  const folder = await createProject();
  const expected = await render(folder);
  const path = join(cacheOf(folder), keptFiles(folder)[0]!);
  const whole = readFileSync(path, "utf8");
  for (const damaged of ["", "null\n", "{}\n", whole.slice(0, -1), whole.slice(0, 100), `${whole}more`]) {
    writeFileSync(path, damaged);
    expect(await render(folder)).toEqual(expected);
    expect(await isTakenFromCache(folder)).toBe(true);
  }
});
