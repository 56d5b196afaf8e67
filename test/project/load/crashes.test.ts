import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const config = (options: string) => `import { defineConfig } from "telltale";
export default defineConfig({ ${options} environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } } });
`;

/** Checks a project of some definitions, as a user does. Returns the findings, each with its position. */
function check(files: Readonly<Record<string, string>>, options = ""): readonly string[] {
  const folder = temporaryFolder({
    "package.json": '{ "type": "module" }',
    "telltale.config.ts": config(options),
    ...files,
  });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  const { stdout } = run(folder);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Finding[] };
  return diagnostics.map(({ id, file, start, summary }) => `${file}:${start?.line}:${start?.column} ${id} ${summary}`);
}

interface Finding {
  readonly id: string;
  readonly summary: string;
  readonly file?: string;
  readonly start?: { readonly line: number; readonly column: number };
}

function run(cwd: string): { readonly stdout: string } {
  try {
    const command = [join(repository, "dist/cli/main.js"), "check", "--format", "json"];
    return { stdout: execFileSync(process.execPath, command, { cwd, encoding: "utf8" }) };
  } catch (error) {
    return error as { readonly stdout: string };
  }
}

const missing = "undefined: check the spelling, or look for a circular import";

test.each([
  ["system(undefined as never, {});", `system(…) needs a string as its first argument, but got ${missing}`],
  ['system("a", undefined as never);', `system(…) needs an object as its second argument, but got ${missing}`],
  [
    'counter(undefined as never, { help: "A" });',
    `counter(…) needs a string as its first argument, but got ${missing}`,
  ],
  ['counter("a", undefined as never);', `counter(…) needs an object as its second argument, but got ${missing}`],
  ['shop.service("q", undefined as never);', `service(…) needs an object as its second argument, but got ${missing}`],
  ["shop.dashboard(null as never, {});", "dashboard(…) needs a string as its first argument, but got null"],
  [
    'eventRatio("http" as never);',
    "eventRatio(…) needs the http({ … }) or database({ … }) of a service, or an object such as { failed, of }, as its first argument, but got a string",
  ],
  [
    "combined([]);",
    "combined(…) needs a list of SLOs that all count events, or all time, as its first argument, but got an empty array",
  ],
  [
    "errorRatio(undefined as never);",
    `errorRatio(…) needs the http({ … }) of a service as its first argument, but got ${missing}`,
  ],
  [
    "promql(`up` as never);",
    "promql(…) needs a template literal, as in promql`…`, as its first argument, but got a string",
  ],
])("%s", (line, summary) => {
  const found = check({
    "systems/a.ts": `import { combined, counter, errorRatio, eventRatio, promql, system } from "telltale";
const shop = system("shop", {});
export const result = [combined, counter, errorRatio, eventRatio, promql, shop];
${line}
`,
  });
  expect(found[0]).toContain(` definition/wrong-type ${summary}`);
  expect(found[0]).toMatch(/^systems\/a\.ts:4:/);
});

test("values of a label that are none, and options that a function of the library does not have", () => {
  const found = check({
    "systems/a.ts": `import { counter, errorRatio, http, red, row, stat, system } from "telltale";
export const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
export const cart = shop.service("cart", {
  http: http({ requests: counter("requests_total", { help: "Requests", labels: { status: 3 } }), failed: { status: "500" } }),
  other: counter("other_total", { help: "Other", labels: { status: /x/ as never } }),
});
export const board = shop.dashboard("Board", {
  description: "Board",
  rows: [row("A", red(cart.http, { errorLimt: 0.1 } as never))],
  panels: [stat("B", errorRatio(cart.http, { wehre: {} } as never))],
});
`,
  });
  expect(found).toEqual([
    'systems/a.ts:5:68 definition/wrong-type "labels.status" must be a number, a list of values, or { values, about }, not a regular expression',
    'systems/a.ts:9:36 definition/unknown-option unknown option "errorLimt"',
    'systems/a.ts:10:46 definition/unknown-option unknown option "wehre"',
  ]);
});

test("an option that a function without a definition of its own does not have", () => {
  const found = check({
    "systems/a.ts": `import { redAbove } from "telltale";
export const thresholds = redAbove(1, { wran: 2 } as never);
`,
    "systems/b.ts": `import { cadvisor } from "telltale";
export const parts = cadvisor({ podz: 2 } as never);
`,
  });
  expect(found).toEqual([
    'systems/a.ts:2:41 definition/unknown-option unknown option "wran"',
    'systems/b.ts:2:33 definition/unknown-option unknown option "podz"',
  ]);
});

test("an endless loop is ended, and reported where it is", () => {
  const found = check(
    {
      "systems/a.ts":
        'import { system } from "telltale";\nimport { limit } from "./b.js";\nexport const a = system("a", {});\nexport { limit };\n',
      "systems/b.ts":
        "let limit = 1;\nfunction search() {\n  while (limit !== 0.5) limit += 1;\n}\nsearch();\nexport { limit };\n",
      "systems/c.ts": 'import { system } from "telltale";\nexport const c = system("c", {});\n',
    },
    'loadTimeout: "500ms",',
  );
  expect(found).toEqual([
    expect.stringMatching(/^systems\/b\.ts:3:\d+ definition\/never-ends this file ran for 500ms/),
  ]);
});

test("an export that throws when it is read is reported", () => {
  const found = check({
    "systems/a.ts": `import { system } from "telltale";
export const shop = system("shop", {});
export const trap = new Proxy({}, { get() { throw new Error("get"); }, has() { throw new Error("has"); } });
export const getter = { get value() { throw new Error("getter"); } };
`,
  });
  expect(found).toEqual([
    'systems/a.ts:1:1 definition/throws reading the export "getter" threw Error: getter',
    'systems/a.ts:1:1 definition/throws reading the export "trap" threw Error: has',
  ]);
});
