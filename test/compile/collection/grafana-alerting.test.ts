import { load, loadAll } from "js-yaml";
import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { counter, env, promql, receiver, scrape, system } from "../../../src/index.js";
import type { CollectionOptions } from "../../../src/model/collection/collection.js";
import type { Config } from "../../../src/model/project/config.js";
import { allFindings } from "../../../src/project/all-findings.js";

/** The files of a collection of an environment whose alerts Grafana or an Alertmanager manages. */
function compile(alerting: "grafana" | "prometheus", form: Pick<CollectionOptions, "compose" | "kubernetes">) {
  const config: Config = {
    environments: { prod: { alerting, dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
  };
  const shop = system("shop", {
    labels: { namespace: ["shop"] },
    routes: { critical: [receiver.slack("team", { url: env("SHOP_SLACK_URL"), channel: "#shop" })] },
  });
  const cart = shop.service("cart", { port: 8080, orders: counter("cart_orders_total", { help: "Orders" }) });
  shop.alert("CartSellsNothing", {
    ...{ when: promql`rate(${cart.orders}[5m]) == 0`, for: "5m", severity: "critical" },
    summary: "The cart sells nothing for $__env{NOTHING}",
  });
  const jobs = [scrape(cart, form.compose ? {} : { pods: { labels: { app: "cart" } } })];
  shop.collect("all", { jobs, ...form });
  const { artifacts, diagnostics } = compileProject({ config, systems: [shop] });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const folder = "prod/shop/collection/all/";
  const files = artifacts
    .filter(({ path }) => path.startsWith(folder))
    .map((one) => ({ path: one.path.slice(folder.length), text: renderArtifact(one) }));
  const read = (path: string) => files.find((one) => one.path === path)?.text ?? "";
  return { files, read, names: files.map(({ path }) => path).filter((path) => path.includes("/alerting/")) };
}

const components = { prometheus: {}, grafana: {} };
const compose = { compose: { components } };
const kubernetes = { kubernetes: { namespace: "monitoring", components } };
const written = ["contact-points.yaml", "policies.yaml", "rules.yaml", "templates.yaml"].map(
  (name) => `grafana/provisioning/alerting/${name}`,
);

describe.each([
  ["docker compose", compose],
  ["Kubernetes", kubernetes],
])("Grafana in %s", (_, form) => {
  test("gets rules, contact points, policies and texts, if it manages the alerts", () => {
    expect(compile("grafana", form).names).toEqual(written);
    expect(compile("prometheus", form).names).toEqual([]);
  });

  test("reads the secrets of receivers from files, and nothing else that looks like one", () => {
    const { read } = compile("grafana", form);
    expect(read("grafana/provisioning/alerting/contact-points.yaml")).toContain(
      "url: $__file{/etc/alertmanager/secrets/SHOP_SLACK_URL}",
    );
    expect(read("grafana/provisioning/alerting/rules.yaml")).toContain("$$__env{NOTHING}");
  });
});

test("in docker compose, the secrets are those of the folder of receivers", () => {
  const volumes = (alerting: "grafana" | "prometheus") => {
    const file = load(compile(alerting, compose).read("docker-compose.yml")) as {
      readonly services: { readonly grafana: { readonly volumes: readonly string[] } };
    };
    return file.services.grafana.volumes;
  };
  const mount = "${SECRETS_FOLDER:-./secrets}/alertmanager:/etc/alertmanager/secrets:ro";
  expect(volumes("grafana")).toContain(mount);
  expect(volumes("prometheus")).not.toContain(mount);
});

test("in Kubernetes, they are keys of a Secret, and everything resolves", () => {
  const { files, read } = compile("grafana", kubernetes);
  expect(load(read("alertmanager-secrets.yaml"))).toMatchObject({ stringData: { SHOP_SLACK_URL: "" } });
  const policy = loadAll(read("grafana.yaml")).find((one) => (one as { kind: string }).kind === "NetworkPolicy");
  expect(policy).toMatchObject({
    spec: { egress: expect.arrayContaining([{ ports: [{ port: 443, protocol: "TCP" }] }]) },
  });
  const checked = files.filter(({ path }) => !/\.sh$|^grafana\//.test(path));
  const settings = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29" } as const;
  const found = checkFiles(checked, { ...settings, findings: allFindings });
  expect(found.filter(({ id }) => id.startsWith("manifest/")).map(({ summary }) => summary)).toEqual([]);
});
