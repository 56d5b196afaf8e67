import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { describe, expect, onTestFinished, test } from "vitest";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { readPrometheusConfig } from "../../../src/formats/prometheus-config/index.js";
import { counter, promql, scrape, system } from "../../../src/index.js";
import type { CollectionOptions, PrometheusOptions } from "../../../src/model/collection/collection.js";
import type { Config } from "../../../src/model/project/config.js";
import { missingTool } from "../../oracles/tools.js";

const config: Config = {
  environments: {
    prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } }, externalLabels: { cluster: "blue" } },
  },
};

type Form = Pick<CollectionOptions, "compose" | "kubernetes">;

const server = { url: "https://mimir.example.com/api/v1/push", user: "shop" };

/** The files of a collection whose Prometheus runs in agent mode. */
function compile(form: Form, prometheus: PrometheusOptions = { agent: server }) {
  const shop = system("shop", { labels: { namespace: ["shop"] } });
  const cart = shop.service("cart", { port: 8080, orders: counter("cart_orders_total", { help: "Orders" }) });
  shop.alert("CartSellsNothing", {
    ...{ when: promql`rate(${cart.orders}[5m]) == 0`, for: "5m", severity: "critical", summary: "Nothing is sold" },
  });
  const jobs = [scrape(cart, form.compose ? {} : { targets: ["cart.shop.svc:8080"] })];
  shop.collect("all", { jobs, prometheus, ...form });
  const { artifacts, diagnostics } = compileProject({ config, systems: [shop] });
  const folder = "prod/shop/collection/all/";
  const files = new Map(
    artifacts
      .filter(({ path }) => path.startsWith(folder))
      .map((one) => [one.path.slice(folder.length), renderArtifact(one)]),
  );
  return {
    names: [...files.keys()],
    problems: diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary),
    read: (path: string) => files.get(path) ?? "",
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a generated file is what the tests are about.
    value: (path: string) => load(files.get(path) ?? "") as any,
  };
}

const components = { prometheus: {}, grafana: {} };
const compose: Form = { compose: { components } };
const kubernetes: Form = { kubernetes: { namespace: "monitoring", components } };

describe.each([
  ["docker compose", compose, "/run/secrets/remote-write-password"],
  ["Kubernetes", kubernetes, "/run/secrets/remote-write/password"],
])("in %s, a Prometheus in agent mode", (_, form, password_file) => {
  const { names, problems, read, value } = compile(form);

  test("sends everything to the server, with a password from a file", () => {
    expect(problems).toEqual([]);
    expect(value("prometheus/prometheus.yml")).toMatchObject({
      global: { external_labels: { cluster: "blue" } },
      remote_write: [{ url: server.url, basic_auth: { username: "shop", password_file } }],
    });
  });

  test("has no rules, no Alertmanagers and no data source", () => {
    expect(Object.keys(value("prometheus/prometheus.yml"))).toEqual(["global", "remote_write", "scrape_configs"]);
    expect(names.filter((path) => path.includes("rules"))).toEqual([]);
    expect(value("grafana/provisioning/datasources/telltale.yml").datasources).toEqual([]);
  });

  test("is accepted by our reader as an agent", () => {
    const options = { file: "prometheus.yml", version: { major: 3, minor: 5 } } as const;
    expect(readPrometheusConfig(read("prometheus/prometheus.yml"), { ...options, isAgent: true }).diagnostics).toEqual(
      [],
    );
  });

  test.skipIf(missingTool("promtool"))("is accepted by promtool as an agent", () => {
    const folder = mkdtempSync(join(tmpdir(), "telltale-agent-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "prometheus.yml");
    writeFileSync(join(folder, "password"), "secret");
    writeFileSync(file, read("prometheus/prometheus.yml").replace(password_file, join(folder, "password")));
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "config", "--agent", file], {
      encoding: "utf8",
    });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: expect.stringContaining("SUCCESS") });
  });
});

test("in docker compose, its flags are those of an agent, and the password is a secret", () => {
  const { services, secrets } = compile(compose).value("docker-compose.yml");
  expect(services.prometheus.command.filter((one: string) => /storage|agent/.test(one))).toEqual([
    "--agent",
    "--storage.agent.path=/prometheus",
  ]);
  expect(services.prometheus.secrets).toEqual(["remote-write-password"]);
  expect(secrets["remote-write-password"]).toEqual({ file: "${SECRETS_FOLDER:-./secrets}/remote-write-password" });
});

test("in Kubernetes, its flags, too, and replicas differ in an external label", () => {
  const replicated: Form = {
    kubernetes: { namespace: "monitoring", components: { prometheus: { replicas: 2 } } },
  };
  const { read, value } = compile(replicated);
  const objects = loadAll(read("prometheus.yaml")) as readonly { readonly kind: string; readonly spec: object }[];
  expect(objects.find(({ kind }) => kind === "StatefulSet")).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [{ args: expect.arrayContaining(["--agent", "--storage.agent.path=/prometheus"]) }],
          volumes: expect.arrayContaining([{ name: "remote-write", secret: { secretName: "remote-write" } }]),
        },
      },
    },
  });
  expect(value("prometheus/prometheus.yml").global.external_labels.replica).toBe("${POD_NAME}");
  expect(value("remote-write.yaml")).toMatchObject({ stringData: { password: "" } });
});

test("the policy allows the port of the server", () => {
  const ports = (url: string) => {
    const objects = loadAll(compile(kubernetes, { agent: { url } }).read("prometheus.yaml")) as readonly {
      readonly kind: string;
      readonly spec: { readonly egress: readonly { readonly ports?: readonly { readonly port: number }[] }[] };
    }[];
    const policy = objects.find(({ kind }) => kind === "NetworkPolicy")!;
    return policy.spec.egress.flatMap((one) => one.ports?.map(({ port }) => port) ?? []);
  };
  expect(ports("https://mimir.example.com:9009/api/v1/push")).toContain(9009);
  expect(ports("http://mimir/api/v1/push")).toContain(80);
  expect(ports("https://mimir.example.com/api/v1/push")).not.toContain(80);
});

test("what only a server has is refused", () => {
  expect(compile(compose, { agent: server, storage: "10GB" }).problems).toEqual([
    "the Prometheus of the collection has the options agent and storage",
  ]);
});
