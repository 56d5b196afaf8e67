import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DataSourceSettings } from "../../../src/model/project/data-source-settings.js";
import { applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { createBackup } from "../../../src/sync/backup/backup.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { makePlan, type PlanOptions } from "../../../src/sync/plan/make-plan.js";
import { renderPlan } from "../../../src/sync/plan/render-plan.js";
import { desireDataSources } from "../../../src/sync/targets/grafana/data-sources/data-source.js";
import { GrafanaTarget } from "../../../src/sync/targets/grafana/grafana-target.js";
import { config } from "../../compile/project.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";
import { type GrafanaDouble, startGrafana, token } from "./double/grafana-double.js";
import { contentOf } from "./open-double.js";

process.env.GRAFANA_DOUBLE_TOKEN = token;
process.env.PROMETHEUS_PASSWORD = "hush-41f0";

const password = { kind: "secret", name: "PROMETHEUS_PASSWORD" } as const;
const settings = { url: "http://prometheus:9090", jsonData: { httpMethod: "POST" } } satisfies DataSourceSettings;
const content = contentOf([{ uid: "a", refresh: "1m" }]);

async function sync(grafana: GrafanaDouble, metrics: DataSourceSettings | undefined, options: PlanOptions = {}) {
  const client = openClient(grafana.url, { token: { kind: "secret", name: "GRAFANA_DOUBLE_TOKEN" } }, ".");
  const manager = "telltale-shop";
  const dataSources: Record<string, DataSourceSettings> = metrics === undefined ? {} : { metrics };
  const wanted = desireDataSources({ environment: "prod", dataSources }, config, manager);
  const place = { name: "grafana", client, root: ".", namespace: "default", manager, api: undefined };
  const target = new GrafanaTarget(place, content, wanted);
  const state = await target.read();
  const plan = makePlan({ target: "grafana", identity: target.identity }, state.desired, state.live, options);
  const text = renderPlan(plan, { color: false });
  const journal = new Journal(temporaryFolder(), "grafana");
  return { text, backup: createBackup(target, state), ...(await applyPlan(target, plan, { journal })) };
}

const foreign = { access: "proxy", type: "prometheus", url: "http://theirs:9090", jsonData: {}, secureJsonData: {} };

function plantDecoy({ store }: GrafanaDouble) {
  store.dataSources.set("decoy", { ...foreign, uid: "decoy", name: "Theirs", version: 4 });
  return () => store.dataSources.get("decoy");
}

test.each(["apis", "api"] as const)("a data source is created, updated and pruned with /%s", async (personality) => {
  const grafana = await startGrafana(personality);
  const decoy = plantDecoy(grafana);
  const before = { ...decoy()! };
  expect((await sync(grafana, settings)).failure).toBeUndefined();
  expect(grafana.store.dataSources.get("prom")).toMatchObject({ ...settings, name: "metrics", type: "prometheus" });
  grafana.forget();
  expect(await sync(grafana, settings)).toMatchObject({ done: [], failure: undefined });
  expect(grafana.writes()).toEqual([]);
  const { text } = await sync(grafana, { ...settings, url: "http://prometheus:9091" });
  expect(text).toContain(
    '~ data source "metrics" (data-sources/prom)\n      url: "http://prometheus:9090" → "http://prometheus:9091"',
  );
  expect((await sync(grafana, undefined, {})).text).toContain("1 no longer defined");
  expect(await sync(grafana, undefined, { prune: true })).toMatchObject({ failure: undefined });
  expect([...grafana.store.dataSources.keys()]).toEqual(["decoy"]);
  expect(decoy()).toEqual(before);
});

test("its secrets are sent, shown nowhere, and removed when they are no longer used", async () => {
  const grafana = await startGrafana("apis");
  const secret = {
    ...settings,
    basic: { username: "grafana", password },
    secureJsonData: { httpHeaderValue1: password },
  };
  const first = await sync(grafana, secret);
  expect(first.failure).toBeUndefined();
  const secrets = () => grafana.store.dataSources.get("prom")?.secureJsonData;
  expect(secrets()).toEqual({ basicAuthPassword: "hush-41f0", httpHeaderValue1: "hush-41f0" });
  const second = await sync(grafana, secret);
  expect(second).toMatchObject({ done: [], failure: undefined });
  expect(first.text + second.text + JSON.stringify([first.backup, second.backup])).not.toContain("hush-41f0");
  expect((await sync(grafana, settings)).failure).toBeUndefined();
  expect(secrets()).toEqual({ basicAuthPassword: "", httpHeaderValue1: "" });
  expect(await sync(grafana, settings)).toMatchObject({ done: [], failure: undefined });
  grafana.refuseWith = "bad password hush-41f0";
  const { failure } = await sync(grafana, secret);
  expect(failure?.summary).toContain("bad password <secret>");
});

test("a data source that somebody edited, made or provisioned is left alone", async () => {
  const grafana = await startGrafana("apis");
  const { dataSources } = grafana.store;
  dataSources.set("prom", { ...foreign, uid: "prom", name: "Mine", version: 1 });
  expect((await sync(grafana, settings)).text).toContain("it exists, and no sync wrote it");
  expect(dataSources.get("prom")).toMatchObject({ name: "Mine", version: 1 });
  dataSources.set("prom", { ...dataSources.get("prom")!, readOnly: true });
  expect((await sync(grafana, settings, { adopt: true })).text).toContain("Grafana provisions it from a file");
  dataSources.set("prom", { ...dataSources.get("prom")!, readOnly: false });
  expect((await sync(grafana, settings, { adopt: true })).failure).toBeUndefined();
  const ours = dataSources.get("prom")!;
  dataSources.set("prom", { ...ours, url: "http://edited:9090", version: 9 });
  const { text, done } = await sync(grafana, { ...settings, url: "http://prometheus:9092" });
  expect(text).toContain("somebody changed it since the last sync");
  expect(done).toEqual([]);
  expect(dataSources.get("prom")?.url).toBe("http://edited:9090");
  expect((await sync(grafana, settings, { force: true })).failure).toBeUndefined();
  expect(dataSources.get("prom")?.url).toBe("http://prometheus:9090");
});

test("an account that may not read data sources can sync dashboards", async () => {
  const grafana = await startGrafana("apis");
  grafana.refuse = ({ path }) => path.startsWith("/api/datasources") && 403;
  await expect(sync(grafana, settings)).rejects.toThrow("403 refused by a test");
  expect((await sync(grafana, undefined)).failure).toBeUndefined();
});

test("the data sources of a configuration are those of its environment", async () => {
  const grafana = await startGrafana("apis");
  const project = (dataSources: string) => {
    const fields = `kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN")`;
    const target = `grafana: { ${fields}, dataSources: { ${dataSources} } }`;
    return createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  };
  const environment = { GRAFANA_TOKEN: token, PASSWORD: "hush-41f0" };
  const wrong = await telltale(project('metrics: { url: "http://p:9090" }'), ["plan"], environment);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('has no data source "metrics"') });
  const root = project('prom: { url: "http://p:9090", basic: { username: "g", password: env("PASSWORD") } }');
  const saved = await telltale(root, ["plan", "--json", "--save", "plan.json"], environment);
  const synced = await telltale(root, ["sync", "--yes"], environment);
  expect(synced).toMatchObject({ code: 0, stderr: "" });
  expect(grafana.store.dataSources.get("prometheus")).toMatchObject({ url: "http://p:9090", basicAuthUser: "g" });
  const texts = [saved.stdout, saved.stderr, synced.stdout, readFileSync(join(root, "plan.json"), "utf8")];
  expect(texts.join("")).not.toContain("hush-41f0");
}, 60_000);
