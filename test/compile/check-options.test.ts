import { readFileSync } from "node:fs";
import {
  annotation,
  counter,
  eventRatio,
  gauge,
  http,
  perEnvironment,
  promql,
  receiver,
  row,
  secret,
  stat,
  system,
  variable,
} from "telltale";
import { expect, test } from "vitest";
import type { SystemFacts } from "../../src/model/system/system.js";
import { SourceFiles } from "../../src/source/source-files.js";
import { compiled, config } from "./project.js";

const source = readFileSync(import.meta.filename, "utf8");
const sources = new SourceFiles((file) => (file === import.meta.filename ? source : undefined));

const up = promql`up`;
const alert = { when: promql`up == 0`, severity: "warning", summary: "Down" };

/** Each finding: its subject, its summary, and the text of this file that it points at. */
function findings(wrong: SystemFacts, environments: readonly string[] = ["prod"]): string[] {
  const { prod } = config.environments;
  const changes = { environments: Object.fromEntries(environments.map((name) => [name, prod!])) };
  const { diagnostics } = compiled(wrong, changes, { sources });
  return diagnostics.map(({ subject, summary, span }) => {
    const line = source.split("\n")[span!.start.line - 1]!;
    return `${subject}: ${summary}: ${line.slice(span!.start.column - 1, (span!.end?.column ?? 0) - 1)}`;
  });
}

test("an unknown option is reported at its key, with the definition that it is in", () => {
  const shop = system("shop", {});
  shop.alert("A", { ...alert, fro: "5m" } as never);
  shop.dashboard("B", {
    rows: [row("C", [stat("D", up, { hieght: 4 } as never)], { colapsed: true } as never)],
    variables: [variable.list("E", ["e"], { lable: "E" } as never)],
  });
  shop.service("F", { up: gauge("up", { help: "Up", lables: { b: 1 } } as never), prot: 8080 });
  shop.group("G", { intervall: "1m" } as never);
  expect(findings(shop)).toEqual([
    'alert "A": unknown option "fro": fro',
    'panel "D": unknown option "hieght": hieght',
    'row "C": unknown option "colapsed": colapsed',
    'variable "E": unknown option "lable": lable',
    'metric "up": unknown option "lables": lables',
    'service "F": unknown option "prot": prot',
    'rule group "G": unknown option "intervall": intervall',
  ]);
});

test("nested options are named by their path", () => {
  const to = [receiver.webhook("A", { url: secret("A"), sendResolvd: false } as never)];
  const shop = system("shop", {
    environments: { prod: { datasource: "metrics" } as never },
    routes: { warning: { to, groupWiat: "1m" } as never },
  });
  shop.service("B", { http: http({ requests: gauge("B", { help: "B" }), failed: {}, latency: 1 } as never) });
  expect(findings(shop)).toEqual([
    'receiver "A": unknown option "sendResolvd": sendResolvd',
    'system "shop": unknown option "datasource" in "environments.prod": datasource',
    'system "shop": unknown option "groupWiat" in "routes.warning": groupWiat',
    'capability "http": unknown option "latency": latency',
  ]);
});

test("the timings of a route are durations, also where they vary", () => {
  const to = [receiver.webhook("A", { url: secret("A") })];
  const shop = system("shop", {
    routes: {
      critical: { to, groupWait: "10" as never, groupInterval: "5m", repeatInterval: "4 h" as never },
      warning: { to, groupWait: perEnvironment({ prod: "10 s" as never }) },
    },
  });
  expect(findings(shop)).toEqual([
    'system "shop": "10" is not a duration ("routes.critical.groupWait"): "10" as never',
    'system "shop": "4 h" is not a duration ("routes.critical.repeatInterval"): "4 h" as never',
    expect.stringMatching(/^system "shop": "10 s" is not a duration \("routes\.warning\.groupWait"\): /),
  ]);
});

test("an option that is written elsewhere is reported at the call", () => {
  const shop = system("shop", {});
  const shared = { fro: "5m" };
  shop.alert("A", { ...alert, ...shared } as never);
  expect(findings(shop)).toEqual(['alert "A": unknown option "fro": alert("A", { ...alert, ...shared } as never)']);
});

test("an environment must be configured, for a system and for a value", () => {
  const shop = system("shop", { environments: { prod: {}, stagin: {} } });
  shop.alert("A", { ...alert, for: shop.perEnvironment({ prod: "5m", stagin: "1m" }) });
  expect(findings(shop, ["prod", "staging"])).toEqual([
    'system "shop": the configuration has no environment "stagin": stagin',
    'alert "A": the configuration has no environment "stagin": stagin',
  ]);
});

test("an environment that an SLO names is reported once, and not for each of its rules", () => {
  const shop = system("shop", {});
  const orders = counter("orders_total", { help: "Orders", labels: { status: 2 } });
  const cart = shop.service("cart", { orders });
  const indicator = eventRatio({ failed: cart.orders.where({ status: "failed" }), of: cart.orders });
  shop.slo("orders", { description: "…", indicator, objective: "99%", window: "7d", only: ["production"] });
  expect(findings(shop)).toEqual(['SLO "orders": the configuration has no environment "production": "production"']);
});

test("a definition that is used twice is reported once", () => {
  const shop = system("shop", {});
  const panel = stat("A", up, { hieght: 4 } as never);
  shop.dashboard("B", { panels: [panel] });
  shop.dashboard("C", { panels: [panel] });
  expect(findings(shop)).toHaveLength(1);
});

test("an environment of `only` that does not exist is reported where it is written", () => {
  const shop = system("shop", {});
  shop.alert("A", { ...alert, only: ["prod", "prd"] });
  shop.recordingRule("a:b", up, { only: ["stagin"] });
  shop.ruleFile("c", "groups: []", { only: ["dev"] });
  shop.service("D", { only: ["test"] });
  shop.dashboard("E", {
    only: ["qa"],
    panels: [stat("F", up, { only: ["uat"] })],
    rows: [row("G", [], { only: ["pre"] })],
    variables: [variable.list("H", ["h"], { only: ["eu"] })],
    annotations: [annotation("I", up, { only: ["us"] })],
  });
  shop.group("J", { only: ["asia"] });
  const missing = (name: string) => `the configuration has no environment "${name}": "${name}"`;
  expect(findings(shop, ["prod", "staging"]).sort()).toEqual(
    [
      `alert "A": ${missing("prd")}`,
      `annotation "I": ${missing("us")}`,
      `dashboard "E": ${missing("qa")}`,
      `panel "F": ${missing("uat")}`,
      `recording rule "a:b": ${missing("stagin")}`,
      `row "G": ${missing("pre")}`,
      `rule file "c": ${missing("dev")}`,
      `rule group "J": ${missing("asia")}`,
      `service "D": ${missing("test")}`,
      `variable "H": ${missing("eu")}`,
    ].sort(),
  );
});

test("an empty `only` is reported: the definition would be left out everywhere", () => {
  const shop = system("shop", {});
  shop.alert("A", { ...alert, only: [] });
  expect(findings(shop)).toEqual(['alert "A": "only" is empty: []']);
});
