import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import {
  counter,
  env,
  eventRatio,
  http,
  receiver,
  red,
  requestRate,
  row,
  system,
  timeseries,
} from "../../src/index.js";
import { allFindings } from "../../src/project/all-findings.js";
import { SourceFiles } from "../../src/source/source-files.js";

const file = fileURLToPath(import.meta.url);
const team = receiver.webhook("team", { url: env("URL") });
const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;

function shop() {
  const shop = system("shop", { overview: false, routes: { critical: [team], warning: [team] } });
  const requests = counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "500"] } });
  const cart = shop.service("cart", { http: http({ requests, failed: { status: "500" } }) });
  return { shop, cart };
}

/** The errors of a system in two environments, each with the text at its position. */
function errorsOf(checked: ReturnType<typeof shop>["shop"]): readonly string[] {
  const config = {
    environments: {
      staging: { dataSources, externalLabels: { cluster: "staging" } },
      prod: { dataSources, externalLabels: { cluster: "prod" } },
    },
  };
  const sources = new SourceFiles((path) => readFileSync(path, "utf8"));
  const compiled = compileProject({ config, systems: [checked] }, { sources });
  const options = { today: "2026-06-01", findings: allFindings };
  const found = [...compiled.diagnostics, ...checkProject({ config, systems: [checked] }, compiled, options)];
  const lines = readFileSync(file, "utf8").split("\n");
  return found.flatMap(({ id, severity, span }) =>
    severity === "error" ? [`${id} at ${lines[span!.start.line - 1]!.slice(span!.start.column - 1)}`] : [],
  );
}

describe("a label to group by that the series do not have is reported once", () => {
  test("for all panels that one call makes, and not again for their legends", () => {
    const { shop: system, cart } = shop();
    const panels = red(cart.http, { by: ["nope" as never] });
    system.dashboard("Cart", { description: "x", rows: [row("Requests", panels)] });
    expect(errorsOf(system)).toEqual(['promql/unknown-label at red(cart.http, { by: ["nope" as never] });']);
  });

  test("for the rules, alerts and dashboards of an objective, where its events are named", () => {
    const { shop: system, cart } = shop();
    const indicator = eventRatio(cart.http, { by: ["nope" as never] });
    system.slo("availability", { description: "Works.", indicator, objective: "99%", window: "7d" });
    expect(errorsOf(system)).toEqual(['promql/unknown-label at eventRatio(cart.http, { by: ["nope" as never] });']);
  });

  test("but at each call", () => {
    const { shop: system, cart } = shop();
    const rates = [
      requestRate(cart.http, { by: ["nope" as never] }),
      requestRate(cart.http, { by: ["none" as never] }),
    ];
    system.dashboard("Cart", {
      description: "x",
      rows: [
        row(
          "Requests",
          rates.map((rate, index) => timeseries(`Requests ${index}`, rate)),
        ),
      ],
    });
    expect(errorsOf(system)).toEqual([
      'promql/unknown-label at requestRate(cart.http, { by: ["nope" as never] }),',
      'promql/unknown-label at requestRate(cart.http, { by: ["none" as never] }),',
    ]);
  });
});
