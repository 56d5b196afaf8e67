import { describe, expect, test } from "vitest";
import { configProblems } from "../../../src/project/config/load-config.js";

const valid = { environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } } };

const ruler = { kind: "ruler", environment: "prod", url: "http://mimir:8080" };
const mimirAlertmanager = { kind: "mimir-alertmanager", environment: "prod", url: "http://mimir:8080" };

function findProblems(config: unknown): string[] {
  return configProblems(config).map(({ id, path, fix }) => `${id} at ${path.join(".") || "the top"}: ${fix ?? ""}`);
}

describe("a configuration", () => {
  test("requires only an environment with a data source", () => {
    expect(findProblems(valid)).toEqual([]);
  });

  test("may have several targets on one server, for other environments, tenants and kinds of rules", () => {
    const environments = { ...valid.environments, staging: valid.environments.prod };
    const grafana = { kind: "grafana", environment: "prod", url: "https://grafana.example.com" };
    const targets = {
      ...{ prod: grafana, staging: { ...grafana, environment: "staging" } },
      ...{
        metrics: ruler,
        other: { ...ruler, tenant: "other" },
        logs: { ...ruler, server: "loki" },
        mimirAlertmanager,
      },
    };
    expect(findProblems({ environments, targets })).toEqual([]);
    expect(findProblems({ environments, targets: { ...targets, again: { ...grafana, systems: ["shop"] } } })).toEqual([
      "config/shared-target at targets.again: make them one, with the systems of both",
    ]);
  });

  test.each<[unknown, string]>([
    [{ ...valid, environmnets: {} }, 'config/unknown-key at environmnets: did you mean "environments"?'],
    [null, "config/wrong-type at the top: "],
    [{ ...valid, output: 3 }, "config/wrong-type at output: "],
    [{ ...valid, definitions: [1] }, "config/wrong-type at definitions.0: "],
    [
      { ...valid, defaults: { window: "5min" } },
      'config/bad-duration at defaults.window: write a number and a unit, such as "30s", "5m", "1h30m" or "15d"',
    ],
    [
      { ...valid, defaults: { retention: "0s" } },
      'config/bad-duration at defaults.retention: write a number and a unit, such as "30s", "5m", "1h30m" or "15d"',
    ],
    [
      { ...valid, versions: { prometheus: "2.30" } },
      'config/bad-version at versions.prometheus: write a release such as "2.42" or later',
    ],
    [
      { ...valid, versions: { alertmanager: "latest" } },
      'config/bad-version at versions.alertmanager: write a release such as "0.25" or later',
    ],
    [
      {},
      'config/no-environment at environments: add one, such as `prod: { dataSources: { prom: { type: "prometheus", uid: "prometheus" } } }`',
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
      { ...valid, checks: { "alert/no-runbok": "off" } },
      'config/unknown-check at checks.alert/no-runbok: did you mean "alert/no-runbook"?',
    ],
    [
      { ...valid, overrides: [{ files: ["vendor/"], checks: { "promql/syntax": "off" } }] },
      "config/unknown-check at overrides.0.checks.promql/syntax: remove it",
    ],
    [
      { ...valid, policies: [{ name: "ours" }] },
      "config/wrong-value at policies.0: give it `require`, `forbid` or `values`",
    ],
    [
      { ...valid, policies: [{ name: "ours", require: { name: "[A-Z" } }] },
      "config/wrong-value at policies.0.require.name: write a pattern in RE2, such as `[A-Z][A-Za-z0-9]+`",
    ],
    [
      { ...valid, policies: ["a", "a"].map((name) => ({ name, require: { for: "5m" } })) },
      "config/wrong-value at policies.1.name: rename one of them",
    ],
    [
      { ...valid, defaults: { dataSource: "prmo" } },
      'config/unknown-data-source at defaults.dataSource: did you mean "prom"?',
    ],
    [
      { environments: { "../prod": valid.environments.prod } },
      "config/bad-name at environments.../prod: use letters, digits, dashes and underscores: generated files go to a folder of that name",
    ],
    [
      { ...valid, targets: { here: { kind: "files", directory: "deploy", environments: ["pord"] } } },
      'config/unknown-environment at targets.here.environments.0: did you mean "prod"?',
    ],
    [
      { ...valid, targets: {} },
      "config/wrong-value at targets: add one, or remove `targets` to sync to a local folder",
    ],
    [{ ...valid, targets: { here: { directory: "deploy" } } }, 'config/missing-key at targets.here: add "kind"'],
    [
      { ...valid, targets: { here: { kind: "file", directory: "deploy" } } },
      'config/wrong-value at targets.here.kind: did you mean "files"?',
    ],
    [
      { ...valid, targets: { here: { kind: "files", directory: "alerts" } } },
      'config/bad-output at targets.here.directory: use a folder apart from definitions, generated files and runbooks, such as "deploy"',
    ],
    [
      { ...valid, targets: { one: ruler, two: { ...ruler, url: "http://mimir:8080/", systems: ["shop"] } } },
      "config/shared-target at targets.two: make them one, with the systems of both",
    ],
    [
      { ...valid, targets: { one: mimirAlertmanager, two: mimirAlertmanager } },
      "config/shared-target at targets.two: remove one of them",
    ],
    [
      { ...valid, targets: { "../here": { kind: "files", directory: "deploy" } } },
      "config/bad-name at targets.../here: use letters, digits, dots, dashes and underscores",
    ],
    [
      { environments: { prod: { ...valid.environments.prod, grafana: { url: "grafana.example.com" } } } },
      'config/wrong-value at environments.prod.grafana.url: write it with its scheme, such as "https://grafana.example.com"',
    ],
    [
      { ...valid, defaults: { runbooks: "runbooks.example.com/{page}" } },
      'config/wrong-value at defaults.runbooks: write it with its scheme, such as "https://runbooks.example.com/{page}"',
    ],
    [
      { environments: { prod: { ...valid.environments.prod, grafana: { uidSuffix: " staging" } } } },
      "config/wrong-value at environments.prod.grafana.uidSuffix: use at most 20 letters, digits, dashes and underscores",
    ],
    [
      { environments: { prod: { ...valid.environments.prod, grafana: { folderUid: "my folder" } } } },
      "config/wrong-value at environments.prod.grafana.folderUid: use at most 40 letters, digits, dashes and underscores",
    ],
    [
      {
        environments: { prod: { ...valid.environments.prod, grafana: { folder: "General", dashboards: "resources" } } },
      },
      "config/wrong-value at environments.prod.grafana.folder: leave out the folder: Grafana shows what is in no folder under General",
    ],
    [
      {
        environments: { prod: { ...valid.environments.prod, grafana: { dashboards: "git-sync" } } },
        versions: { grafana: "12.1" },
      },
      'config/wrong-value at environments.prod.grafana.dashboards: write "provisioning" or "api", or target Grafana 12.2 or later',
    ],
    [
      {
        environments: { prod: { ...valid.environments.prod, grafana: { dashboards: ["api", "resources"] } } },
        versions: { grafana: "12.1" },
      },
      'config/wrong-value at environments.prod.grafana.dashboards: write "provisioning" or "api", or target Grafana 12.2 or later',
    ],
    [
      {
        environments: { prod: { ...valid.environments.prod, alerting: "grafana", grafana: { folder: "A" } } },
        versions: { grafana: "12.3" },
      },
      'config/wrong-value at environments.prod.alerting: target Grafana 12.4 or later, or leave them to Prometheus: alerting: "prometheus"',
    ],
    [
      { ...valid, defaults: { alerting: "grafana" } },
      'config/wrong-value at defaults.alerting: name one: grafana: { folder: "Shop" }',
    ],
    [
      {
        environments: { prod: { ...valid.environments.prod, grafana: { folder: "A" }, evaluationInterval: "15s" } },
        defaults: { alerting: "grafana" },
      },
      "config/wrong-value at environments.prod.evaluationInterval: use a multiple of 10s",
    ],
    [
      {
        environments: { prod: { ...valid.environments.prod, alerting: "grafana", grafana: { folder: "A" } } },
        targets: { rules: { kind: "ruler", environment: "prod", url: "http://localhost" } },
      },
      'config/wrong-value at targets.rules.kind: remove the target, or leave the alerts to it: alerting: "prometheus"',
    ],
    [
      { environments: { prod: { ...valid.environments.prod, grafana: { dashboards: ["git-sink"] } } } },
      'config/wrong-value at environments.prod.grafana.dashboards.0: did you mean "git-sync"?',
    ],
    [
      { environments: { prod: { ...valid.environments.prod, grafana: { dashboards: [] } } } },
      'config/wrong-value at environments.prod.grafana.dashboards: list at least one, or remove "environments.prod.grafana.dashboards"',
    ],
    [{ ...valid, defaults: { alertLabels: { system: true } } }, "config/wrong-type at defaults.alertLabels.system: "],
    [
      { ...valid, defaults: { alertLabels: { environment: "the-env", system: false } } },
      "config/wrong-value at defaults.alertLabels.environment: use letters, digits and underscores, and no digit first",
    ],
    ...["..", ".", "/tmp/x", "dashboards", "dashboards/generated"].map((output): [unknown, string] => [
      { ...valid, output },
      'config/bad-output at output: use a folder inside the project that contains nothing else, such as "generated"',
    ]),
  ])("%j is a problem", (config, problem) => {
    expect(findProblems(config)).toEqual([problem]);
  });
});
