import { expect, test, vi } from "vitest";
import { writeFiles } from "../../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../../project.js";
import { telltale } from "../../telltale.js";
import { startGrafana, token } from "../double/grafana-double.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const namespace = "telltale-shop.prod.shop-alerts";

/** A Grafana with a group that mimirtool imported, and a project whose rules it converts. */
async function setUp() {
  const grafana = await startGrafana("apis");
  grafana.store.dataSources.set("prometheus", { uid: "prometheus", name: "p", version: 1, secureJsonData: {} });
  const decoy = { kind: "Folder", name: "decoy", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
  grafana.store.put({ ...decoy, spec: { title: "Infra" } });
  const response = await fetch(`${grafana.url}/api/convert/prometheus/config/v1/rules/Infra`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "x-grafana-alerting-datasource-uid": "prometheus" },
    body: "name: theirs\nrules: [{ alert: Theirs, expr: up == 0 }]\n",
  });
  expect(response.status).toBe(202);
  const fields = `server: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN")`;
  const config = configText(`targets: { rules: { kind: "ruler", ${fields} } },`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
  grafana.forget();
  return { grafana, root, run };
}

type Grafana = Awaited<ReturnType<typeof setUp>>["grafana"];

const titlesOf = ({ store }: Grafana) => [...store.alerting.rules.values()].map(({ title }) => title).sort();

test("rules of Prometheus are converted by Grafana, once", async () => {
  const { grafana, root, run } = await setUp();
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(titlesOf(grafana)).toEqual(["NoOrders", "Theirs"]);
  const [write] = grafana.writes();
  expect(write).toMatchObject({
    path: `/api/convert/prometheus/config/v1/rules/${namespace}`,
    headers: { "x-grafana-alerting-datasource-uid": "prometheus", "content-type": "application/yaml" },
  });
  expect(write!.headers).not.toHaveProperty("x-disable-provenance");
  grafana.forget();
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to write") });
  expect(grafana.writes()).toEqual([]);
  expect(await run("verify")).toMatchObject({ code: 0, stderr: "" });

  writeFiles(root, projectFiles({ threshold: 2 }));
  expect((await run("plan")).stdout).toContain('alert "NoOrders" › expr:');
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  const [group] = [...grafana.store.alerting.originals.values()].filter(({ name }) => name !== "theirs");
  expect(group).toMatchObject({ interval: "1m", rules: [{ expr: expect.stringContaining("< 2") }] });
});

test("a group in Grafana that something else provisioned stays, and the failure says so", async () => {
  const { grafana, run } = await setUp();
  await run("sync", "--yes");
  const rule = [...grafana.store.alerting.rules.values()].find(({ title }) => title === "NoOrders")!;
  grafana.store.alerting.rules.set(rule.uid, { ...rule, provenance: "api" });
  grafana.store.alerting.originals.delete(`${rule.folderUID}/${rule.ruleGroup}`);
  const { code, stdout, stderr } = await run("sync", "--yes");
  expect(code).toBe(1);
  expect(stdout + stderr).toContain("needs 'api'");
  expect(titlesOf(grafana)).toEqual(["NoOrders", "Theirs"]);
});

test("what is no longer defined is pruned, and the rules of others stay", async () => {
  const { grafana, root, run } = await setUp();
  await run("sync", "--yes");
  const alert = /shop\.alert\("NoOrders", \{/;
  const renamed = projectFiles()["systems/shop.ts"]!.replace(
    alert,
    `shop.alert("FewOrders", { group: shop.group("few"),`,
  );
  writeFiles(root, { "systems/shop.ts": renamed });
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(titlesOf(grafana)).toEqual(["FewOrders", "NoOrders", "Theirs"]);
  expect(await run("prune", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(titlesOf(grafana)).toEqual(["FewOrders", "Theirs"]);
});

test("without a data source of Prometheus, there is nothing to query", async () => {
  const { root, run, grafana } = await setUp();
  const fields = `kind: "ruler", server: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN")`;
  const config = configText(`targets: { rules: { ${fields} } },`).replace('type: "prometheus"', 'type: "loki"');
  writeFiles(root, { "telltale.config.ts": config });
  const { code, stderr } = await run("plan");
  expect(code).toBe(1);
  expect(stderr).toMatch(/data source/);
});

test("rules that were imported before are pulled", async () => {
  const { run } = await setUp();
  const { code, stdout } = await run("pull");
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('+ rules "Infra" (rules/Infra)') });
  expect((await run("plan")).stdout).not.toContain("theirs");
});
