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

test("receivers of owners, of routes by labels and of a watchdog are reported, too", () => {
  const proxied = (name: string) =>
    receiver.raw(name, {
      webhook_configs: [{ url_file: env("HOOK_URL"), http_config: { proxy_url: "http://proxy" } }],
    });
  const store = system("store", {
    routes: { warning: [receiver.slack("team", { url: env("S"), channel: "#a" })] },
    owners: { Logistics: { warning: [proxied("owner")] } },
    routesByLabel: [{ match: { tenant: "acme" }, to: [proxied("label")] }],
  });
  store.watchdog({ to: proxied("dog"), every: "5m" });
  const { diagnostics } = compiled(store, { targets: { mimir } });
  const refusals = diagnostics.filter(({ summary }) => summary.includes("refuses"));
  expect(refusals.map(({ subject }) => subject)).toEqual(['receiver "dog"', 'receiver "label"', 'receiver "owner"']);
});

test("receivers and settings of a kept tree and of fragments are reported in their files", () => {
  const keep = `global:
  http_config:
    proxy_url: http://proxy
templates: [ "/etc/alertmanager/own.tmpl" ]
route:
  receiver: ops
receivers:
  - name: ops
    webhook_configs:
      - url: http://ops.example
        http_config:
          tls_config:
            ca_file: /etc/ca.pem
`;
  const payments = `route:
  receiver: card
receivers:
  - name: card
    webhook_configs:
      - url: http://card.example
        http_config:
          http_headers:
            X-Key:
              files: [ /etc/key ]
`;
  const files = { keep: { path: "/kept.yml", text: keep }, fragments: { pay: { path: "/pay.yml", text: payments } } };
  const { diagnostics } = compiled(
    system("shop", { routes: { critical: [receiver.slack("team", { url: env("S"), channel: "#a" })] } }),
    {
      versions: { alertmanager: "0.28" },
      targets: { mimir: { ...mimir, alertmanager: "all" } },
      alertmanagers: {
        all: {
          environments: ["prod"],
          keep: "kept.yml",
          fragments: { pay: { path: "pay.yml", match: { system: "pay" } } },
        },
      },
    },
    {},
    { all: files },
  );
  const refuses = "the Alertmanager of Mimir and Grafana Cloud refuses";
  expect(diagnostics.map(({ summary, span }) => `${span?.file}:${span?.start.line} ${summary}`)).toEqual([
    '/kept.yml:6 the Alertmanager of Mimir and Grafana Cloud cannot read the template file "/etc/alertmanager/own.tmpl"',
    `/kept.yml:6 ${refuses} global.http_config.proxy_url`,
    `/kept.yml:8 ${refuses} http_config.tls_config.ca_file, in receiver "ops"`,
    `/pay.yml:4 ${refuses} http_config.http_headers.X-Key.files, in receiver "pay/card"`,
  ]);
});
