import { describe, expect, test } from "vitest";
import { smokeFindings } from "../../../src/check/smoke-findings.js";
import { compileProject } from "../../../src/compile/index.js";
import { row, type System, timeseries } from "../../../src/index.js";
import { Query } from "../../../src/model/expression/query.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { smoke } from "../../../src/simulate/smoke/index.js";
import { define, wholeFile } from "../../check/check-example.js";
import { type Example, messages, readPage, updatePage } from "../../docs/check-pages.js";

const config = { environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } } as const;

/** Returns the findings of an example, as part of the system on its page. */
function foundIn({ language, text }: Example, catalogue: string) {
  const [system] = define(catalogue).systems as readonly (SystemFacts & System)[];
  if (language === "yaml") system!.ruleFile("example", wholeFile(text));
  else
    system!.dashboard("Example", {
      rows: [row("All", [timeseries("Example", new Query({ language: "promql", chunks: [text.trim()], holes: [] }))])],
    });
  const compiled = compileProject({ config, systems: [system!] });
  return smoke(compiled, { today: "2026-06-01" }).diagnostics;
}

describe.each(Object.entries(smokeFindings))("the page of %s", (id, { severity }) => {
  updatePage(id, (example, known) => messages(foundIn(example, known)));
  const page = readPage(id);

  test("states the severity, with a wrong and a right example", () => {
    expect(page.severity).toBe(severity);
    expect(new Set(page.examples.map(({ role }) => role))).toEqual(new Set(["wrong", "right"]));
  });

  test.each(page.examples)("$role is what it shows as that: $text", (example) => {
    const found = foundIn(example, page.catalogue);
    if (example.role === "right") expect(found).toEqual([]);
    else {
      expect(new Set(found.map((one) => one.id))).toEqual(new Set([id]));
      expect(example.message).toBe(messages(found));
    }
  });
});
