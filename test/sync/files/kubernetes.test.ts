import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { corpusFolder } from "../../oracles/corpus.js";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

const { path: schemas, missing } = corpusFolder("collection/schemas");

async function manifestsOf(fields: string, grafana = ""): Promise<Readonly<Record<string, Record<string, unknown>>>> {
  const target = `cluster: { kind: "kubernetes", environment: "prod", directory: "cluster", namespace: "monitoring", ${fields} }`;
  const config = configText(`targets: { ${target} },`).replace('folder: "Shop"', `folder: "Shop"${grafana}`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  expect(await telltale(root, ["sync", "--yes"])).toMatchObject({ code: 0, stderr: "" });
  expect(await telltale(root, ["plan"])).toMatchObject({ code: 0 });
  const files = Object.entries(filesIn(join(root, "cluster"))).filter(([path]) => path.endsWith(".yaml"));
  return Object.fromEntries(files.map(([path, text]) => [path, load(text) as Record<string, unknown>]));
}

describe("a folder of manifests", () => {
  test("has rules for the operator of Prometheus, and a ConfigMap for each dashboard", async () => {
    const manifests = await manifestsOf('ruleLabels: { release: "prometheus" }');
    expect(manifests["rules/shop-alerts.yaml"]).toMatchObject({
      kind: "PrometheusRule",
      metadata: { name: "shop-alerts", namespace: "monitoring", labels: { release: "prometheus" } },
      spec: { groups: [{ rules: [{ alert: "NoOrders" }] }] },
    });
    expect(manifests["dashboards/shop-cart.yaml"]).toMatchObject({
      kind: "ConfigMap",
      metadata: { labels: { grafana_dashboard: "1" }, annotations: { grafana_folder: "Shop" } },
    });
    const { data } = manifests["dashboards/shop-cart.yaml"] as { data: Record<string, string> };
    expect(JSON.parse(data["shop-cart.json"]!)).toMatchObject({ title: "Cart", uid: "shop-cart" });
  });

  test("may hold manifests of others, which stay", async () => {
    const target =
      'cluster: { kind: "kubernetes", environment: "prod", directory: "cluster", namespace: "monitoring" }';
    const config = { "telltale.config.ts": configText(`targets: { ${target} },`) };
    const theirs = {
      "cluster/rules/decoy.yaml": "kind: PrometheusRule\n",
      "cluster/shop-old.yaml": "kind: ConfigMap\n",
    };
    const root = createProject({ ...config, ...projectFiles({ more: ["Old"] }), ...theirs });
    expect(await telltale(root, ["sync", "--yes"])).toMatchObject({ code: 0, stderr: "" });
    writeFiles(root, projectFiles());
    for (const command of ["sync", "prune"]) {
      expect(await telltale(root, [command, "--yes", "--force"])).toMatchObject({ code: 0, stderr: "" });
    }
    const files = filesIn(root);
    expect(files["cluster/dashboards/shop-old.yaml"]).toBeUndefined();
    for (const [path, text] of Object.entries(theirs)) expect(files[path], path).toBe(text);
  });

  test("has the routes and receivers, and the texts that they use", async () => {
    const manifests = await manifestsOf('alertmanagerConfig: "global", secretName: "keys"');
    expect(manifests["alerting/telltale.yaml"]).toMatchObject({
      kind: "AlertmanagerConfig",
      metadata: { name: "telltale", namespace: "monitoring" },
      spec: { receivers: [{ slackConfigs: [{ apiURL: { name: "keys", key: "SLACK_URL" } }] }] },
    });
    const { data } = manifests["alerting/telltale-templates.yaml"] as { data: Record<string, string> };
    expect(data["telltale.tmpl"]).toContain('define "telltale.title"');
  });

  test.skipIf(missing !== undefined)("agrees with the schemas of the operators", { timeout: 120_000 }, async () => {
    const validate = (schema: string, manifest: unknown) => {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      const { $schema: _, ...draft } = JSON.parse(readFileSync(join(schemas, schema), "utf8")) as { $schema: string };
      const check = ajv.compile(draft);
      expect(check(manifest), ajv.errorsText(check.errors)).toBe(true);
    };
    const manifests = await manifestsOf("");
    validate("prometheus-operator/PrometheusRule_v1.json", manifests["rules/shop-alerts.yaml"]);
    validate("kubernetes/ConfigMap.json", manifests["dashboards/shop-cart.yaml"]);
    const operated = await manifestsOf('dashboards: "operator", instanceLabels: { team: "shop" }');
    validate("grafana-operator/GrafanaDashboard_v1beta1.json", operated["dashboards/shop-cart.yaml"]);
    expect(operated["dashboards/shop-cart.yaml"]).toMatchObject({ spec: { folderUID: "shop" } });
    const sent = await manifestsOf('dashboards: "manifest"', ', dashboards: "resources"');
    for (const path of ["dashboards/shop-cart.yaml", "folders/shop.yaml"]) {
      validate("grafana-operator/GrafanaManifest_v1beta1.json", sent[path]);
    }
    expect(sent["folders/shop.yaml"]).toMatchObject({
      spec: { template: { kind: "Folder", spec: { title: "Shop" } } },
    });
    expect(sent["dashboards/shop-cart.yaml"]).toMatchObject({
      spec: {
        instanceSelector: { matchLabels: { dashboards: "grafana" } },
        template: { kind: "Dashboard", metadata: { name: "shop-cart", annotations: { "grafana.app/folder": "shop" } } },
      },
    });
  });
});
