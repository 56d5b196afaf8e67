import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { compiled } from "../project.js";
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
  expect(configuration().match(/- name: team/g)).toHaveLength(1);
});

if (!amtool) console.warn("skipped: amtool is not installed");

describe.skipIf(!amtool)("amtool routes an alert", () => {
  test.each([
    ["critical", "on-call,team"],
    ["warning", "team"],
    ["info", "team"],
    ["unheard-of", "team"],
  ])("of severity %s: %s", (severity, receivers) => {
    expect(routeTo(configuration(), severity)).toBe(receivers);
  });

  test("that matches no route: to the receiver that the system names", () => {
    const watched = system("watched", { routes: { critical: [page] }, unrouted: team });
    expect(routeTo(configuration(watched), "critical")).toBe("on-call");
    expect(routeTo(configuration(watched), "unheard-of")).toBe("team");
    expect(routeTo(configuration(system("all-the-same", { unrouted: team })), "critical")).toBe("team");
  });
});

function routeTo(configured: string, severity: string): string {
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, configured);
  const words = ["config", "routes", "test", `--config.file=${file}`, `severity=${severity}`];
  const { stdout } = spawnSync("amtool", words, { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return stdout.trim();
}
