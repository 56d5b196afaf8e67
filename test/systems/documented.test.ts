import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { autoserve } from "./documented/autoserve.js";
import { loadDefinitions, repository } from "./documented/find-definitions.js";
import type { DocumentedSystem } from "./documented/item.js";
import { namesOfChecklist } from "./documented/names-of-checklist.js";
import { openuser } from "./documented/openuser.js";
import { pipeline } from "./documented/pipeline.js";
import { qnt9 } from "./documented/qnt9.js";
import { renderTables } from "./documented/render-table.js";
import { todo } from "./documented/todo.js";

const systems: readonly DocumentedSystem[] = [qnt9, todo, pipeline, openuser, autoserve];
const page = join(repository, "docs/systems/README.md");
const start = "<!-- Generated from here on: UPDATE_PAGES=1 npx vitest run test/systems/documented.test.ts -->\n";

/** Loads and renders everything once, for the test that comes first. */
let rendered: Promise<readonly ReturnType<typeof renderTables>[]> | undefined;

async function renderAll() {
  const definitionsOf = await loadDefinitions();
  return systems.map((system) => renderTables(system, definitionsOf(system.name, system.environment)));
}

function tables() {
  rendered ??= renderAll();
  return rendered;
}

test("everything that the documents name is where the list says", async () => {
  expect((await tables()).flatMap(({ missing }) => missing)).toEqual([]);
});

test("the tables of docs/systems/README.md are current", async () => {
  const text = readFileSync(page, "utf8");
  const [introduction] = text.split(start);
  const expected = `${introduction}${start}\n${(await tables()).map((table) => table.text).join("\n\n")}\n`;
  if (process.env.UPDATE_PAGES) writeFileSync(page, expected);
  else expect(text).toBe(expected);
});

const checklist = namesOfChecklist();

describe.skipIf(!checklist)("the list has everything that the checklist of the documents has", () => {
  test.each(systems)("$name", ({ name, sections }) => {
    const items = sections.flatMap((section) => section.items.map((one) => one.name));
    const suffixes = items.flatMap((one) => /^[a-z]+: (.*)/.exec(one)?.[1] ?? []);
    const named = new Set([...items, ...suffixes]);
    expect(checklist!.get(name)!.filter((one) => !named.has(one))).toEqual([]);
  });
});

if (!checklist)
  console.warn(
    "skipped: the list of what the documents name is compared with ../shared/checklist.json, which is missing",
  );
