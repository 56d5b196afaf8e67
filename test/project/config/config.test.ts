import { describe, expect, test } from "vitest";
import type { Config } from "../../../src/model/project/config.js";
import { meaningProblems } from "../../../src/project/config/config-meaning.js";
import { shapeProblems } from "../../../src/project/config/config-problems.js";
import { configShape } from "../../../src/project/config/config-shape.js";

const sound = { environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } } };

function said(config: unknown): string[] {
  const problems = shapeProblems(config, configShape, []);
  const all = problems.length > 0 ? problems : meaningProblems(config as Config);
  return all.map(({ id, path, fix }) => `${id} at ${path.join(".") || "the top"}: ${fix ?? ""}`);
}

describe("a configuration", () => {
  test("needs only an environment with a data source", () => {
    expect(said(sound)).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ ...sound, environmnets: {} }, 'config/unknown-key at environmnets: did you mean "environments"?'],
    [{}, 'config/missing-key at the top: add "environments"'],
    [null, "config/wrong-type at the top: "],
    [{ ...sound, output: 3 }, "config/wrong-type at output: "],
    [{ ...sound, definitions: [1] }, "config/wrong-type at definitions.0: "],
    [
      { ...sound, defaults: { window: "5min" } },
      'config/bad-duration at defaults.window: write a number and a unit, such as "30s", "5m", "1h30m" or "15d"',
    ],
    [
      { ...sound, defaults: { retention: "0s" } },
      'config/bad-duration at defaults.retention: write a number and a unit, such as "30s", "5m", "1h30m" or "15d"',
    ],
    [
      { ...sound, versions: { prometheus: "2.30" } },
      'config/bad-version at versions.prometheus: write a release from "2.42" on, such as "2.42"',
    ],
    [
      { ...sound, versions: { alertmanager: "latest" } },
      'config/bad-version at versions.alertmanager: write a release from "0.25" on, such as "0.25"',
    ],
    [
      { environments: {} },
      'config/no-environment at environments: add one, such as `prod: { dataSources: { prom: { type: "prometheus", uid: "prometheus" } } }`',
    ],
    [
      { environments: { prod: { dataSources: {} } } },
      'config/no-data-source at environments.prod.dataSources: add one, such as `prom: { type: "prometheus", uid: "prometheus" }`',
    ],
    [{ environments: { prod: {} } }, 'config/missing-key at environments.prod: add "dataSources"'],
    [
      { environments: { prod: { dataSources: { prom: { type: "promethues", uid: "p" } } } } },
      'config/wrong-value at environments.prod.dataSources.prom.type: did you mean "prometheus"?',
    ],
    [
      { ...sound, defaults: { dataSource: "prmo" } },
      'config/unknown-data-source at defaults.dataSource: did you mean "prom"?',
    ],
    [
      { environments: { "../prod": sound.environments.prod } },
      "config/bad-name at environments.../prod: use letters, digits, dashes and underscores: what is generated lies in a folder of that name",
    ],
    [
      { ...sound, targets: { here: { kind: "files", environment: "pord" } } },
      'config/unknown-environment at targets.here.environment: did you mean "prod"?',
    ],
    ...["..", ".", "/tmp/x", "dashboards", "dashboards/generated"].map((output): [unknown, string] => [
      { ...sound, output },
      'config/bad-output at output: choose a folder in the project that holds nothing else, such as "generated"',
    ]),
  ])("%j is told of", (config, problem) => {
    expect(said(config)).toEqual([problem]);
  });
});
