import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { compiled, config } from "../project.js";
import { amtool } from "../tools.js";

const page = receiver.pagerduty("on-call", { key: secret("KEY") });
const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });
const shop = system("shop", { routes: { critical: [page, team], warning: [team], info: { to: [team] } } });

function configuration(of = shop as SystemFacts): string {
  const { artifacts, diagnostics } = compiled(of);
  expect(diagnostics).toEqual([]);
  return renderArtifact(artifacts[0]!);
}

test("a system without routes has no Alertmanager configuration", () => {
  expect(compiled(system("silent", {})).artifacts).toEqual([]);
});

test("it refers to files with secrets, and contains none", () => {
  expect(configuration().match(/\/etc\/alertmanager\/secrets\/\w+/g)).toEqual([
    "/etc/alertmanager/secrets/KEY",
    "/etc/alertmanager/secrets/URL",
  ]);
});

test("a receiver of several routes is listed once", () => {
  expect(configuration().match(/- name: shop\/team/g)).toHaveLength(1);
});

const pay = system("pay", { routes: { critical: [team, page], info: [team] }, groupBy: ["app"] });

describe("systems that share an Alertmanager", () => {
  test("have a subtree each, which does not depend on the others", () => {
    const [alone, both] = [routingOf([shop]), routingOf([pay, shop])];
    expect(both.route.routes?.map(({ matchers }) => matchers)).toEqual([['system="pay"'], ['system="shop"']]);
    expect(both.route.routes?.[1]).toEqual(alone.route.routes?.[0]);
    expect(both.receivers.map(({ name }) => name)).toEqual([
      "pay/on-call",
      "pay/team",
      "shop/on-call",
      "shop/team",
      "unrouted",
    ]);
  });

  test("have a root that notifies everybody of alerts that belong to none of them", () => {
    const { route, receivers } = routingOf([pay, shop]);
    expect(route.receiver).toBe("unrouted");
    const root = receivers.find(({ name }) => name === "unrouted");
    expect(root?.slack_configs).toEqual(receivers.find(({ name }) => name === "shop/team")?.slack_configs);
    expect(routingOf([shop]).route.receiver).toBe("shop/team");
  });

  test("of several environments are told apart by both labels, under a root that the configuration names", () => {
    const { environments } = config;
    const shared = {
      environments: { ...environments, staging: environments.prod! },
      alertmanagers: { all: { environments: ["prod", "staging"], unrouted: team } },
    };
    const { artifacts } = compiled([shop, pay], shared);
    expect(artifacts.map(({ path }) => path)).toEqual([
      "alertmanagers/all/alertmanager.yml",
      "alertmanagers/all/templates/telltale.tmpl",
    ]);
    const { route } = artifacts[0]!.value as AlertmanagerConfig;
    expect(route.receiver).toBe("team");
    expect(route.routes?.map(({ matchers, receiver: name }) => [name, ...matchers!])).toEqual([
      ["prod/pay/team", 'environment="prod"', 'system="pay"'],
      ["prod/shop/team", 'environment="prod"', 'system="shop"'],
      ["staging/pay/team", 'environment="staging"', 'system="pay"'],
      ["staging/shop/team", 'environment="staging"', 'system="shop"'],
    ]);
  });

  test("run apart where the configuration says so", () => {
    const { artifacts } = compiled([shop, pay], {
      alertmanagers: { pay: { environments: ["prod"], systems: ["pay"] } },
    });
    expect(artifacts.filter(({ kind }) => kind === "alertmanager").map(({ path }) => path)).toEqual([
      "alertmanagers/pay/alertmanager.yml",
      "prod/alertmanager.yml",
    ]);
  });
});

describe("an alert without the labels of its system", () => {
  const watchdog = `groups: [{ name: w, rules: [{ alert: Watchdog, expr: vector(1), labels: { severity: info } }] }]`;

  test("reaches its routes by name, after those that have the labels", () => {
    const raw = system("raw", { routes: { critical: [page], info: [team] } });
    raw.ruleFile("watchdog", watchdog);
    const { routes } = routingOf([raw, shop]).route;
    expect(routes?.map(({ matchers }) => matchers)).toEqual([
      ['system="raw"'],
      ['system="shop"'],
      ['alertname="Watchdog"'],
    ]);
    expect(routes?.[2]).toEqual({ ...routes?.[0], matchers: ['alertname="Watchdog"'] });
  });
});

function routingOf(systems: readonly SystemFacts[]): AlertmanagerConfig {
  const { artifacts, diagnostics } = compiled(systems);
  expect(diagnostics).toEqual([]);
  return artifacts.find(({ kind }) => kind === "alertmanager")!.value as AlertmanagerConfig;
}

if (!amtool) console.warn("skipped: amtool is not installed");

describe.skipIf(!amtool)("amtool routes an alert", () => {
  test.each([
    ["critical", "shop/on-call,shop/team"],
    ["warning", "shop/team"],
    ["info", "shop/team"],
    ["unheard-of", "shop/team"],
  ])("of severity %s: %s", (severity, receivers) => {
    expect(routeTo(configuration(), "shop", severity)).toBe(receivers);
  });

  test("that matches no route: to the receiver that the system names", () => {
    const watched = system("watched", { routes: { critical: [page] }, unrouted: team });
    expect(routeTo(configuration(watched), "watched", "critical")).toBe("watched/on-call");
    expect(routeTo(configuration(watched), "watched", "unheard-of")).toBe("watched/team");
    expect(routeTo(configuration(system("all-the-same", { unrouted: team })), "all-the-same", "critical")).toBe(
      "all-the-same/team",
    );
  });
});

function routeTo(configured: string, of: string, severity: string): string {
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, configured);
  const words = ["config", "routes", "test", `--config.file=${file}`, `system=${of}`, `severity=${severity}`];
  const { stdout } = spawnSync("amtool", words, { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return stdout.trim();
}
