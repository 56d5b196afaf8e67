import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateDashboard } from "../../../src/formats/grafana/validate-dashboard.js";
import { corpusDefinitions, hasCorpusSchemas, validateAgainstCorpus } from "./corpus-schemas.js";
import { sampleDashboard } from "./sample.js";

// biome-ignore lint/suspicious/noExplicitAny: mutated JSON can have any structure
type Loose = any;

/** Changes that only Telltale's schema refuses, with the reason. */
const STRICTER: readonly (readonly [RegExp, string])[] = [
  [/^\/(uid|title|panels)( = nothing)$/, "a dashboard needs a uid, a title and panels"],
  [/^\/schemaVersion = /, "Telltale writes only one schemaVersion"],
  [/^\/fiscalYearStartMonth = -1$/, "months start at 0"],
  [/\/panels\/\d+\/(id|gridPos) = nothing$/, "panels need an id and a position"],
  [/\/panels\/\d+\/id = -1$/, "ids start at 1"],
  [/\/targets\/\d+ = /, "a query is an object with a refId"],
  [/\/targets\/\d+\/refId = (nothing|null)$/, "a query needs a refId"],
  [/\/targets\/\d+\/datasource(\/type)? = /, "every query has a data source reference"],
  [/^\/panels\/0\/targets\/1\//, "expressions have a schema"],
  [/\/custom\/(lineWidth|fillOpacity) = -1$/, "widths and opacities start at 0"],
  [/\/options\/rowHeight = -1$/, "heights start at 0"],
  [/\/custom\/cellOptions = null$/, "the type of the SDK excludes null"],
];

describe.skipIf(!hasCorpusSchemas)("Telltale's schema and Grafana's", () => {
  test("both accept the sample", () => {
    expect(validateAgainstCorpus(sampleDashboard())).toEqual([]);
    expect(validateDashboard(sampleDashboard())).toEqual([]);
  });

  test("agree on every change of one value, except where Telltale's is known to be stricter", () => {
    const verdicts = Array.from(changes(), ([change, dashboard]) => ({
      change,
      ours: validateDashboard(dashboard).length === 0,
      grafanas: validateAgainstCorpus(dashboard)!.length === 0,
    }));
    const refused = verdicts.filter(({ ours }) => !ours);
    expect(refused.length).toBeGreaterThan(verdicts.length / 2);
    expect(verdicts.length - refused.length).toBeGreaterThan(300);
    expect(verdicts.filter(({ ours, grafanas }) => ours && !grafanas)).toEqual([]);
    const stricter = verdicts.filter(({ ours, grafanas }) => !ours && grafanas);
    expect(stricter.filter(({ change }) => !STRICTER.some(([pattern]) => pattern.test(change)))).toEqual([]);
    for (const [pattern, why] of STRICTER) {
      expect(
        stricter.some(({ change }) => pattern.test(change)),
        `still true: ${why}`,
      ).toBe(true);
    }
  });

  test("have the same properties, required properties and values in all shared definitions", () => {
    const schema = JSON.parse(
      readFileSync(new URL("../../../schema/grafana-dashboard.schema.json", import.meta.url), "utf8"),
    );
    let compared = 0;
    for (const [key, ours] of Object.entries<Loose>(schema.definitions)) {
      const [file, name] = key.split(".") as [string, string];
      const grafanas: Loose = corpusDefinitions(file)?.[name];
      // The two write unions of objects differently; the changes above cover those.
      if (grafanas === undefined || grafanas.oneOf !== undefined) continue;
      compared += 1;
      expect([key, values(ours)]).toEqual([key, values(grafanas)]);
      expect([key, Object.keys(ours.properties ?? {}).sort()]).toEqual([
        key,
        Object.keys(grafanas.properties ?? {}).sort(),
      ]);
      expect([key, needs(ours)]).toEqual([key, [...new Set([...needs(grafanas), ...(OUR_NEEDS[key] ?? [])])].sort()]);
    }
    expect(compared).toBeGreaterThan(100);
  });
});

const OUR_NEEDS: Readonly<Record<string, readonly string[]>> = {
  "dashboard.Dashboard": ["uid", "title", "panels"],
  "dashboard.Panel": ["id", "gridPos"],
  "dashboard.RowPanel": ["gridPos"],
};

function needs(definition: Loose): string[] {
  return [...(definition.required ?? [])].sort();
}

function values(definition: Loose): unknown[] {
  return [...(definition.enum ?? (definition.const === undefined ? [] : [definition.const]))].sort();
}

const REPLACEMENTS: readonly unknown[] = [undefined, 5, 1.5, -1, 200, "x", null, true, {}, []];

/** Yields the sample with one value replaced or removed, or one property added. Undoes each change before the next. */
function* changes(): Iterable<[string, unknown]> {
  const root: Loose = JSON.parse(JSON.stringify(sampleDashboard()));
  yield* changesIn(root, "");

  function* changesIn(holder: Loose, at: string): Iterable<[string, unknown]> {
    for (const name of Object.keys(holder)) {
      const old = holder[name];
      const pointer = `${at}/${name}`;
      for (const replacement of REPLACEMENTS) {
        if (replacement === undefined && Array.isArray(holder)) continue;
        if (replacement === undefined) delete holder[name];
        else holder[name] = replacement;
        yield [`${pointer} = ${replacement === undefined ? "nothing" : JSON.stringify(replacement)}`, root];
        holder[name] = old;
      }
      if (typeof old !== "object" || old === null) continue;
      if (!Array.isArray(old)) {
        holder[name] = { ...old, unknownProperty: 1 };
        yield [`${pointer}/unknownProperty = 1`, root];
        holder[name] = old;
      }
      yield* changesIn(old, pointer);
    }
  }
}
