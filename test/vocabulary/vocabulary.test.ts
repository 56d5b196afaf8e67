import type { Config } from "telltale";
import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/formats/grafana/resource.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { compiled, config } from "../compile/project.js";
import { hasResourceSchemas, validateResource } from "../formats/grafana/corpus-resources.js";
import { compare, type Difference } from "./compare.js";
import { expectations } from "./expectations.js";
import { originals, readOriginal } from "./original.js";
import { gapNames, reasonOf, reasons } from "./reasons.js";

// Dashboards of other people, written as definitions. What they compile to is compared with the originals, both migrated
// to today's schema and without what Grafana assumes anyway, setting by setting.

/** Compiles the system that a file of definitions exports, with its one dashboard. */
async function compileDefinition(name: string, changes: Partial<Config> = {}) {
  const exported: object = await import(`./dashboards/${name}.ts`);
  const system = Object.values(exported).find((one): one is SystemFacts => one.kind === "system")!;
  const defaults = { dataSource: "metrics", logs: "logs" };
  const { artifacts, diagnostics } = compiled(system, { defaults, ...changes });
  const [dashboard] = artifacts.flatMap((artifact) => (artifact.kind === "grafana dashboard" ? [artifact] : []));
  return { dashboard: dashboard!, diagnostics };
}

function countReasons(differences: readonly Difference[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const difference of differences) {
    const name = reasonOf(difference);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe.skipIf(originals.missing !== undefined)("a dashboard of the corpus in the vocabulary", () => {
  test.each(expectations)("$name is $original, but for differences with a reason", async (expected) => {
    const { dashboard, diagnostics } = await compileDefinition(expected.name);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const written: object = JSON.parse(JSON.stringify(dashboard.value));
    const { differences, same } = compare(readOriginal(expected.original), written);
    expect(differences.filter((difference) => reasonOf(difference) === undefined)).toEqual([]);
    const raw = dashboard.panels.filter(({ definition }) => !("kind" in definition) || definition.kind !== "panel");
    expect({ same, raw: raw.length, differences: countReasons(differences) }).toEqual({
      same: expected.same,
      raw: expected.raw,
      differences: expected.differences,
    });
  });
});

const environments = { prod: { ...config.environments.prod!, grafana: { dashboards: "resources" } } } as const;

describe.skipIf(originals.missing !== undefined || !hasResourceSchemas)("a dashboard in the vocabulary", () => {
  test.each(expectations)("$name matches Grafana's own schemas as a resource", async ({ name }) => {
    for (const grafana of ["12.4", "13.0"]) {
      const { dashboard } = await compileDefinition(name, { environments, versions: { grafana } });
      const resource = JSON.parse(JSON.stringify(dashboard.createResource!())) as Resource;
      expect({ grafana, problems: validateResource(resource) }).toEqual({ grafana, problems: [] });
    }
  });
});

test("at least twelve are written, and few of their settings cannot be said", () => {
  expect(expectations.length).toBeGreaterThanOrEqual(12);
  const counts = expectations.flatMap(({ differences }) => Object.entries(differences));
  const unsaid = counts.filter(([name]) => gapNames.has(name)).reduce((sum, [, count]) => sum + count, 0);
  const same = expectations.reduce((sum, one) => sum + one.same, 0);
  expect(unsaid / (same + unsaid)).toBeLessThan(0.02);
});

test("every reason is needed", () => {
  const used = new Set(expectations.flatMap(({ differences }) => Object.keys(differences)));
  expect(Object.keys(reasons).filter((name) => !used.has(name))).toEqual([]);
});

test("a comparison finds what is missing, added and changed", () => {
  const panel = {
    type: "stat",
    title: "Up",
    gridPos: { x: 0, y: 0, w: 4, h: 4 },
    fieldConfig: { defaults: { unit: "s" } },
  };
  const { options, ...other } = { ...panel, options: { colorMode: "background" } };
  const changed = { ...other, fieldConfig: { defaults: { unit: "ms", max: 1 } } };
  const dashboard = (one: object) => ({ schemaVersion: 42, panels: [one] });
  const { differences } = compare(dashboard({ ...panel, options }), dashboard(changed));
  expect(differences).toEqual([
    { part: "1 stat Up", path: "options.colorMode", original: "background", compiled: undefined },
    { part: "1 stat Up", path: "fieldConfig.defaults.unit", original: "s", compiled: "ms" },
    { part: "1 stat Up", path: "fieldConfig.defaults.max", original: undefined, compiled: 1 },
  ]);
});
