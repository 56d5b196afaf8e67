import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { type Example, messages, readPage, updatePage } from "../../docs/check-pages.js";
import { writeFiles } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-pages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The minimal project that examples add files to. */
const baseProject = {
  "package.json": '{ "type": "module" }',
  "telltale.config.ts": `export default {
    environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } },
  };`,
};

/** Splits an example into files: each begins with a comment that names it. */
function filesOf(text: string): Record<string, string> {
  const parts = text.split(/^\/\/ ([\w-]+(?:\/[\w.-]+)*\.[a-z.]+)\n/m);
  return Object.fromEntries(parts.flatMap((path, index) => (index % 2 === 1 ? [[path, parts[index + 1]!]] : [])));
}

const ids = Object.keys(allFindings).sort();

/** Pages whose examples are whole files, so that they can be loaded. */
const pages = ids.flatMap((id) => {
  const { catalogue, examples } = readPage(id);
  const isOfFiles = examples.length > 0 && examples.every(({ text }) => Object.keys(filesOf(text)).length > 0);
  return isOfFiles ? [{ id, catalogue, examples }] : [];
});

/** Every example. All are loaded one after the other in one child process. */
const all = pages.flatMap(({ id, catalogue, examples }) => examples.map((example) => ({ id, catalogue, example })));
const found = loadAll();

function loadAll(): ReadonlyMap<Example, readonly Diagnostic[]> {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  for (const [index, { catalogue, example }] of all.entries()) {
    writeFiles(join(folder, String(index)), { ...baseProject, ...filesOf(catalogue), ...filesOf(example.text) });
  }
  const script = `
    const { loadProject } = await import(${JSON.stringify(join(repository, "dist/project/load/load-project.js"))});
    const { renderProject } = await import(${JSON.stringify(join(repository, "dist/project/build/build-project.js"))});
    const found = [];
    for (let index = 0; index < ${all.length}; index++) {
      const cwd = ${JSON.stringify(folder)} + "/" + index;
      const { diagnostics, project } = await loadProject({ cwd });
      const isComposed = project?.alertmanagerFiles !== undefined && diagnostics.length === 0;
      const rendered = isComposed ? await renderProject({ cwd, today: "2026-01-01" }) : { diagnostics };
      found.push(rendered.diagnostics.filter(({ severity }) => !isComposed || severity === "error"));
    }
    process.stdout.write(JSON.stringify(found));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const lists = JSON.parse(output) as readonly (readonly Diagnostic[])[];
  return new Map(all.map(({ example }, index) => [example, lists[index]!]));
}

function messagesOf(id: string, example: Example): string {
  return messages(found.get(example)!.filter((finding) => finding.id === id));
}

describe.each(pages)("the page of $id", ({ id, examples }) => {
  updatePage(id, ({ text }) => messagesOf(id, examples.find((example) => example.text === text)!));
  const page = readPage(id);

  test("shows a wrong and a right example", () => {
    expect(new Set(examples.map(({ role }) => role))).toEqual(new Set(["wrong", "right"]));
  });

  test.each(page.examples.map((example, index) => ({ ...example, index })))(
    "$role: $text",
    ({ index, role, message: says }) => {
      const diagnostics = found.get(examples[index]!)!;
      const own = diagnostics.filter((finding) => finding.id === id);
      if (role === "wrong") {
        expect(own.map(({ severity }) => severity)).toContain(page.severity);
        expect(says).toBe(messagesOf(id, examples[index]!));
      } else expect(diagnostics).toEqual([]);
    },
  );
});

test("every finding of the configuration has an example", () => {
  const shown = new Set(pages.map(({ id }) => id));
  const topics = ids.filter((id) => id.startsWith("config/"));
  // The second is found by a build, and shown by `shared-grafana.test.ts`.
  expect(topics.filter((id) => !shown.has(id))).toEqual(["config/not-found", "config/shared-grafana"]);
});
