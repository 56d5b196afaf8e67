import {
  counter,
  down,
  errorRatio,
  histogram,
  http,
  latency,
  perEnvironment,
  receiver,
  secret,
  system,
} from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../src/compile/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { collectMutants } from "../../src/mutate/collect-mutants.js";
import { SourceFiles } from "../../src/source/source-files.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const config = {
  environments: { staging: { dataSources }, prod: { dataSources } },
  defaults: { runbooks: "https://runbooks.example.com/" },
} as const;

const onCall = receiver.pagerduty("on-call", { key: secret("KEY") });
const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });

const shop = system("shop", {
  labels: { app: ["cart", "search"], namespace: ["shop"], pod: 6 },
  serviceLabel: "app",
  environments: { staging: {}, prod: {} },
  routes: {
    page: perEnvironment({ staging: [team], prod: { to: [onCall, team], groupWait: "10s" } }),
    ticket: { to: [team], groupWait: "5m" },
  },
});

const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    failed: { status: /5../ },
    duration: histogram("cart_seconds", { help: "Time", buckets: [0.1, 0.5, 1, 2] }),
  }),
});

shop.service("search", { queries: counter("search_queries_total", { help: "Queries" }) });

const fields = { severity: "page", summary: "The cart is in trouble" } as const;
const failures = shop.recordingRule("app:cart_failures_per_request:ratio_rate5m", errorRatio(cart.http));
shop.alert("CartDown", { ...fields, when: down(cart) });
shop.alert("CartFails", { ...fields, when: failures.above(0.05, { whenBusy: 0.1 }).orWhile(down(cart)) });
shop.alert("CartIsSlow", { ...fields, when: latency(cart.http, 0.95).above(2, { whenBusy: 0.1 }) });

const compiled = compileProject({ config, systems: [shop as unknown as SystemFacts] });
const mutants = collectMutants(compiled, new SourceFiles(() => undefined));

/** The changes to a rule or the routes, as the report shows them. */
function changes(owner: string, kind: string): readonly string[] {
  return mutants
    .filter((one) => one.owner === owner && one.kind === kind)
    .map(({ before, after }) => `${before} → ${after}`);
}

test("a change of a route is one change in all environments that have the route", () => {
  const timings = mutants.filter(({ kind }) => kind === "timing");
  expect(timings.map(({ before, patches }) => `${before}: ${patches.length}`).sort()).toEqual([
    "group_wait 10s: 1",
    "group_wait 5m: 2",
  ]);
});

test("a matcher that the others of a service imply is not left out, unless absent would lose its label", () => {
  expect(changes("CartDown", "matcher")).toEqual(['app="cart" → no matcher', 'app="cart" → no matcher']);
});

test("the bound of a guard is not that of a histogram", () => {
  expect(changes("CartIsSlow", "bucket")).toEqual(["bucket 2 → no such bucket"]);
});

test("0 is as good as no failures for an alert that compares them and has other conditions beside", () => {
  const owner = "app:cart_failures_per_request:ratio_rate5m";
  expect(changes(owner, "condition").filter((change) => change.startsWith("or 0"))).toEqual([]);
});

test("a change is one patch of a rule: each side of a condition is left out for itself", () => {
  const own = mutants.filter(({ owner, kind }) => owner === "CartFails" && kind === "condition");
  for (const { patches } of own) expect(new Set(patches.map(({ path }) => path)).size).toBe(patches.length);
  const left = own.filter(({ before }) => /^(and|or) /.test(before)).length;
  expect(own.length).toBe(2 * left);
});
