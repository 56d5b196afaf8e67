import { describe, expect, test } from "vitest";
import { builtins } from "../../src/gotemplate/builtin/builtins.js";
import { goFunctions, prometheusFunctions } from "../../src/gotemplate/index.js";
import { alertFunctions } from "../../src/gotemplate/prometheus/alert-functions.js";
import { prometheusFunctionTable } from "../../src/gotemplate/prometheus/prometheus-functions.js";
import { templateRelease } from "../../src/gotemplate/prometheus/release.js";
import { newest } from "./expand.js";

describe("every known function is implemented", () => {
  test("those of Go", () => {
    expect([...builtins(26).keys()].sort()).toEqual([...goFunctions].sort());
  });

  test("those of Prometheus", () => {
    const surroundings = { query: () => ({ samples: [] }), externalUrl: "", time: 0, valueMayBeHistogram: true };
    const executed = [
      ...prometheusFunctionTable(templateRelease(newest)).keys(),
      ...alertFunctions(surroundings).keys(),
    ];
    expect(executed.sort()).toEqual(prometheusFunctions.map(({ name }) => name).sort());
  });
});
