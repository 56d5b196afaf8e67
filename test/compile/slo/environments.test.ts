import { describe, expect, test } from "vitest";
import type { CompileResult } from "../../../src/compile/compiled.js";
import { compileProject } from "../../../src/compile/index.js";
import { renderArtifact } from "../../../src/compile/render.js";
import { counter, eventRatio, http, perEnvironment, system } from "../../../src/index.js";
import type { Defaults } from "../../../src/model/project/config.js";
import { runFile } from "../../simulate/test-file/run-file.js";
import { rulesOf } from "./shop.js";

const dataSources = { mimir: { type: "prometheus", uid: "mimir" } } as const;

/** A shop in two environments, of which Mimir has the series of both. */
function compileShops(defaults: Defaults = {}, by: readonly string[] = [], prod: object = {}): CompileResult {
  const shop = system("shop", { labels: { app: ["cart"], cluster: ["test", "live"] }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    selector: { app: "cart", cluster: perEnvironment({ staging: "test", prod: "live" }) },
    http: http({
      requests: counter("cart_requests_total", { help: "Requests", labels: { env: 2, status: 3 } }),
      failed: { status: /5../ },
    }),
  });
  shop.slo("cart-availability", {
    description: "Requests succeed.",
    indicator: eventRatio(cart.http, { by: by as ["env"] }),
    objective: "99.9%",
    window: "30d",
  });
  const config = { environments: { staging: { dataSources }, prod: { dataSources, ...prod } }, defaults };
  return compileProject({ config, systems: [shop as never] });
}

const textOf = (compiled: CompileResult, path: string) =>
  renderArtifact(compiled.artifacts.find((artifact) => artifact.path === path)!);

test("the SLOs of two environments in one data source are told apart", () => {
  const artifacts = rulesOf(compileShops());
  expect(artifacts.map(({ path }) => path)).toEqual(["prod/shop/rules/slos.yml", "staging/shop/rules/slos.yml"]);
  const requests = (cluster: string, status: string, values: string) => ({
    series: `cart_requests_total{app="cart",cluster="${cluster}",status="${status}"}`,
    values,
  });
  const input_series = [
    requests("live", "200", "0+600x180"),
    requests("test", "200", "0+600x180"),
    // Of the requests in staging, one in eleven fails in the third hour.
    requests("test", "500", "0x120 0+60x60"),
  ];
  const labels = (environment: string) =>
    `app="cart", environment="${environment}", slo="cart-availability", system="shop"`;
  const file = {
    rule_files: ["prod.yml", "staging.yml"],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series,
        promql_expr_test: [
          {
            expr: "round(slo:burn_rate:ratio)",
            eval_time: "3h",
            exp_samples: [
              { labels: `{${labels("prod")}}`, value: 0 },
              { labels: `{${labels("staging")}}`, value: 85 },
            ],
          },
          {
            expr: "count by (environment, title) (slo:objective:info)",
            eval_time: "3h",
            exp_samples: ["prod", "staging"].map((environment) => ({
              labels: `{environment="${environment}", title="cart-availability"}`,
              value: 1,
            })),
          },
          {
            expr: 'count by (environment, slo_tier) (ALERTS{alertstate="firing"})',
            eval_time: "3h",
            exp_samples: ["fast", "medium", "slow", "steady"]
              .slice(0, 1)
              .map((tier) => ({ labels: `{environment="staging", slo_tier="${tier}"}`, value: 1 })),
          },
        ],
      },
    ],
  };
  const texts = new Map(
    artifacts.map((artifact) => [`${artifact.settings.environment}.yml`, renderArtifact(artifact)]),
  );
  const { errors, outcomes } = runFile(JSON.stringify(file), (name) => texts.get(name)!);
  expect(errors).toEqual([]);
  expect(outcomes.map(({ failures }) => failures)).toEqual([[]]);
});

test("dashboards show the objectives of their environment", () => {
  const compiled = compileShops();
  for (const name of ["objectives", "objectives-of-cart", "overview"]) {
    const text = textOf(compiled, `staging/shop/dashboards/${name}.json`);
    const selectors = [...text.matchAll(/slo:[a-z_]+:[a-z0-9_]+\{([^}]*)\}/g)].map(([, matchers]) => matchers);
    expect(selectors.length).toBeGreaterThan(3);
    for (const matchers of selectors) expect(matchers).toContain('environment=\\"staging\\"');
  }
});

describe("the label of the environment", () => {
  const recorded = (defaults: Defaults, by?: readonly string[], prod?: object) => {
    const [{ value } = { value: { groups: [] } }] = rulesOf(compileShops(defaults, by, prod));
    const { labels, expr } = value.groups[1]!.rules[0]!;
    return { ...labels, reads: /\{(.*?)\}/.exec(expr)?.[1] };
  };
  const own = { slo: "cart-availability", system: "shop" };

  test("is that of alerts, which may have another name, or none", () => {
    const of = (matcher: string) => `app="cart", slo="cart-availability", system="shop"${matcher}`;
    expect(recorded({})).toEqual({ ...own, environment: "prod", reads: of(', environment="prod"') });
    expect(recorded({ alertLabels: { environment: "env" } })).toMatchObject({ ...own, env: "prod" });
    expect(recorded({ alertLabels: { environment: false } })).toEqual({ ...own, reads: of("") });
  });

  test("has the value that Prometheus gives it outside", () => {
    const labels = recorded({}, [], { externalLabels: { environment: "production" } });
    expect(labels).toMatchObject({ environment: "production" });
  });

  test("is that of the series, if the objective is grouped by it", () => {
    expect(recorded({ alertLabels: { environment: "env" } }, ["env"])).not.toHaveProperty("env");
  });
});
