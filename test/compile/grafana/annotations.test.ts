import {
  annotation,
  deployments,
  gauge,
  info,
  logql,
  promql,
  stat,
  system,
  taggedAnnotation,
  variable,
} from "telltale";
import { describe, expect, test } from "vitest";
import type { Annotation, DashboardOptions, TaggedAnnotation } from "../../../src/model/index.js";
import { compiled, dashboardsOf } from "../project.js";

const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  build: info("cart_build_info", { help: "Running version", labels: { version: 3, region: 2 } }),
  size: gauge("cart_size", { help: "Size" }),
});
const panels = [stat("A", promql`sum(${cart.size})`), stat("B", promql`max(${cart.size})`)];

function compile(options: DashboardOptions) {
  const owner = system("owner", {});
  owner.dashboard("One", { panels, ...options });
  return compiled(owner);
}

/** The compiled annotation, behind Grafana's own. */
function compileOne(definition: Annotation | TaggedAnnotation, options: DashboardOptions = {}) {
  const result = compile({ annotations: [definition], ...options });
  expect(result.diagnostics).toEqual([]);
  const [dashboard] = dashboardsOf(result);
  return { annotation: dashboard!.annotations.list![1]!, ids: dashboard!.panels.map(({ id }) => id) };
}

const changes = promql`changes(${cart.size}[5m]) > 0`;

test("what an event says, and when it is shown", () => {
  const options = { title: "{{app}}", text: "{{pod}}", tags: ["app", "pod"], enabled: false, hidden: true } as const;
  expect(compileOne(annotation("A", changes, { ...options, step: "5m", valueIsTime: true })).annotation).toMatchObject({
    titleFormat: "{{app}}",
    textFormat: "{{pod}}",
    tagKeys: "app,pod",
    enable: false,
    hide: true,
    step: "5m",
    useValueForTime: true,
  });
});

describe("panels", () => {
  test("are chosen or excluded by title", () => {
    const chosen = compileOne(annotation("A", changes, { panels: ["B"] }));
    expect(chosen.annotation.filter).toEqual({ exclude: false, ids: [chosen.ids[1]] });
    const excluded = compileOne(annotation("A", changes, { panels: { except: ["A"] } }));
    expect(excluded.annotation.filter).toEqual({ exclude: true, ids: [excluded.ids[0]] });
  });

  test("must exist", () => {
    const wrong = stat("Lookups", promql`sum(${cart.size})`);
    const result = compile({ panels: [wrong], annotations: [annotation("A", changes, { panels: ["Lookup"] })] });
    expect(result.diagnostics).toMatchObject([
      {
        id: "definition/unknown-panel",
        summary: 'the dashboard has no panel "Lookup"',
        fix: 'did you mean "Lookups"?',
      },
    ]);
  });
});

test("events may come from logs, or from a data source that readers choose", () => {
  expect(compileOne(annotation("A", logql`{app="cart"} |= "migrated"`)).annotation).toMatchObject({
    datasource: { type: "loki", uid: "${loki}" },
    expr: '{app="cart"} |= "migrated"',
  });
  const source = variable.dataSource("source", "prometheus");
  expect(
    compileOne(annotation("A", changes, { dataSource: source }), { variables: [source] }).annotation,
  ).toMatchObject({ datasource: { uid: "${source}" } });
});

test("a deployment is a version that did not run before", () => {
  expect(compileOne(deployments(cart.build, "version", { by: ["region"], color: "green" })).annotation).toMatchObject({
    name: "Deployments",
    iconColor: "green",
    titleFormat: "Deployment",
    textFormat: "{{app}} {{region}} {{version}}",
    tagKeys: "app,region",
  });
  expect(compileOne(deployments(cart.build, "version")).annotation.expr!.replace(/\s+/g, " ")).toBe(
    'group by (app, version) (cart_build_info{app="cart"}) unless group by (app, version) (last_over_time(cart_build_info{app="cart"}[10m] offset $__interval))',
  );
  expect(
    compile({ annotations: [deployments(cart.build, "version", { colour: "red" } as never)] }).diagnostics,
  ).toMatchObject([{ summary: 'unknown option "colour"' }]);
});

test("annotations made in Grafana are found by their tags", () => {
  const releases = taggedAnnotation("Releases", ["release", "cart"], { color: "green", panels: ["B"], matchAny: true });
  const { annotation: compiledOne, ids } = compileOne(releases);
  expect(compiledOne).toEqual({
    name: "Releases",
    datasource: { type: "grafana", uid: "-- Grafana --" },
    enable: true,
    hide: false,
    iconColor: "green",
    target: { type: "tags", tags: ["release", "cart"], matchAny: true, limit: 100 },
    filter: { exclude: false, ids: [ids[1]] },
  });
  const wrong = taggedAnnotation("A", ["a"], { matchall: true } as never);
  expect(compile({ annotations: [wrong] }).diagnostics).toMatchObject([{ summary: 'unknown option "matchall"' }]);
});
