import { env, receiver, system } from "telltale";
import { expect, test } from "vitest";
import { compiled } from "../project.js";

const tls = { ca_file: "/etc/ca.pem" };
const raw = receiver.raw("hook", {
  webhook_configs: [{ url_file: env("HOOK_URL"), http_config: { tls_config: tls, proxy_url: "http://proxy" } }],
});
const shop = system("shop", {
  routes: { warning: [raw], critical: [receiver.slack("team", { url: env("S"), channel: "#a" })] },
});

function problems(targets: Parameters<typeof compiled>[1]) {
  return compiled(shop, targets).diagnostics.map(({ subject, summary }) => `${subject}: ${summary}`);
}

const mimir = { kind: "mimir-alertmanager", environment: "prod", url: "https://alerts.example.com" } as const;

test("files and proxies of a receiver are reported, if Mimir's Alertmanager gets it", () => {
  const refusal = 'receiver "hook": the Alertmanager of Mimir and Grafana Cloud refuses http_config.';
  expect(problems({ targets: { mimir } })).toEqual([`${refusal}proxy_url`, `${refusal}tls_config.ca_file`]);
});

test("they are fine for an Alertmanager of one's own, and for one that no target names", () => {
  expect(problems({})).toEqual([]);
  const alertmanagers = { own: { environments: ["prod"], systems: ["shop"] } };
  expect(problems({ targets: { mimir }, alertmanagers })).toEqual([]);
  expect(problems({ targets: { mimir: { ...mimir, alertmanager: "own" } }, alertmanagers })).toHaveLength(2);
});
