import { describe, expect, test } from "vitest";
import { locateInExport } from "../../src/source/locate-in-export.js";
import { SourceFiles } from "../../src/source/source-files.js";

describe("a path in the default export", () => {
  const text = [
    'import { defineConfig } from "telltale";',
    'const prod = { dataSources: { prom: { type: "prometheus", uid: "p" } } } as const;',
    "export default defineConfig({",
    "  definitions: ['a', 'b'],",
    "  environments: { prod, 'staging': { retention: '1 day', ...prod } },",
    "});",
  ].join("\n");
  const sources = new SourceFiles(() => text);

  test.each<[string[], string]>([
    [["definitions", "1"], "4:22"],
    [["environments", "staging", "retention"], "5:38"],
    [["environments", "prod", "dataSources", "prom", "uid"], "2:59"],
    [["environments", "staging", "dataSources"], "5:25"],
    [["nowhere"], "3:1"],
    [[], "3:1"],
  ])("%j: its key is at %s", (path, place) => {
    const { start } = locateInExport("telltale.config.ts", path, "key", sources);
    expect(`${start.line}:${start.column}`).toBe(place);
  });

  test.each<[string[], string]>([
    [["definitions", "1"], "4:22-4:25"],
    [["environments", "staging", "retention"], "5:49-5:56"],
    [["environments", "prod", "dataSources", "prom", "uid"], "2:64-2:67"],
    [["environments", "staging", "dataSources"], "5:25-5:34"],
  ])("%j: its value is at %s", (path, place) => {
    const { start, end } = locateInExport("telltale.config.ts", path, "value", sources);
    expect(`${start.line}:${start.column}-${end?.line}:${end?.column}`).toBe(place);
  });

  test("a file without a default export is located at its beginning", () => {
    expect(locateInExport("x.ts", ["a"], "key", new SourceFiles(() => "export const a = 1;"))).toEqual({
      file: "x.ts",
      start: { line: 1, column: 1 },
    });
  });
});
