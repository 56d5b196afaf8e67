import type { Config } from "telltale";
import * as telltale from "telltale";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import { type Diagnostic, hasErrors } from "../../src/diagnostics/diagnostic.js";
import { InvalidCall } from "../../src/model/definition/check-arguments.js";
import type { Project } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";
import { config } from "../compile/project.js";
import { rounds, seed } from "../oracles/rounds.js";
import type { Call } from "./calls/fixtures.js";
import { calls } from "./calls/index.js";
import { hostileValues } from "./hostile-values.js";
import { paths, replaceAt } from "./paths.js";
import { placeResult } from "./place-result.js";

/** Values that take the place of each argument and of each option. More rounds try more of them. */
const valuesPerPlace = Math.min(rounds(1), hostileValues.length);

const { prod } = config.environments;
const resources: Config = {
  environments: { prod: { ...prod!, grafana: { dashboards: "resources" } } },
  versions: { grafana: "13.0" },
};

/** Writes classic dashboards and resources by turns. */
function build(systems: readonly SystemFacts[]): readonly Diagnostic[] {
  const project: Project = { config: turn % 2 === 0 ? config : resources, systems };
  const compiled = compileProject(project);
  const checked = checkProject(project, compiled, { today: "2026-01-01", findings: allFindings });
  const diagnostics = [...compiled.diagnostics, ...checked];
  if (!hasErrors(diagnostics)) for (const artifact of compiled.artifacts) renderArtifact(artifact);
  return diagnostics;
}

/** Calls a function and builds a project with its result. Only a call that names the argument it cannot use may throw. */
function attempt({ run, parameters }: Call, given: readonly unknown[] = parameters): InvalidCall | undefined {
  let systems: readonly SystemFacts[];
  try {
    systems = placeResult(run(...(given as never[])));
  } catch (error) {
    if (error instanceof InvalidCall) return error;
    throw error;
  }
  build(systems);
  return undefined;
}

let turn = seed;

test("every function that definitions import is called", () => {
  const called = new Set(calls.map(({ run }) => run));
  const holders = [telltale, ...Object.values(telltale).filter((value) => typeof value === "object")];
  const functions = holders.flatMap((holder) => Object.values(holder).filter((value) => typeof value === "function"));
  expect(functions.filter((value) => !called.has(value)).map(({ name }) => name)).toEqual([]);
});

describe("an argument or option of another type is a diagnostic", () => {
  test.each(calls.map((call) => [call.name, call] as const))("%s", (_, call) => {
    expect(attempt(call)).toBeUndefined();
    for (const [argument, parameter] of call.parameters.entries()) {
      for (const path of paths(parameter)) {
        for (let time = 0; time < valuesPerPlace; time++) {
          const [name, value] = hostileValues[turn++ % hostileValues.length]!;
          const given = call.parameters.with(argument, replaceAt(parameter, path, value));
          const place = `argument ${argument + 1}${path.map((key) => `.${key}`).join("")} = ${name}`;
          expect(() => attempt(call, given), place).not.toThrow();
        }
      }
    }
  });
});
