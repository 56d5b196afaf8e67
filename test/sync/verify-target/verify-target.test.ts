import { expect, test } from "vitest";
import type { Target } from "../../../src/model/project/target.js";
import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import { type StepResult, verifyTarget } from "../../../src/sync/verify-target/verify-target.js";
import { renderYaml } from "../../../src/yaml/index.js";
import { config } from "../../compile/project.js";
import { filesIn, temporaryFolder } from "../../project/temporary-folder.js";
import { endWithTest } from "../double/end-with-test.js";
import { startServer } from "../double/server.js";
import { plantDecoys } from "../grafana/alerting/set-up.js";
import { type Personality, startGrafana, token } from "../grafana/double/grafana-double.js";
import { configText, createProject } from "../project.js";
import { answerAlertmanager } from "../ruler/answer-alertmanager.js";
import { type RulerPersonality, startRuler, tenant } from "../ruler/ruler-double.js";
import { telltale } from "../telltale.js";

process.env.VERIFY_TOKEN = token;

function verify(target: Target): Promise<readonly StepResult[]> {
  return verifyTarget({ root: temporaryFolder(), config, name: "verified", target });
}

const dataSources = { metrics: { url: "http://prometheus:9090" } };

const grafanaTarget = (url: string) =>
  ({
    kind: "grafana",
    environment: "prod",
    url,
    token: { kind: "secret", name: "VERIFY_TOKEN" },
    dataSources,
  }) as const;

const rulerTarget = (url: string, server: RulerPersonality) =>
  ({ kind: "ruler", environment: "prod", url, server, tenant }) as const;

/** The steps that differ, with what is different. */
function differing(results: readonly StepResult[]) {
  return results.filter(({ outcome }) => outcome === "differs").map(({ name, details }) => [name, ...details]);
}

function skipped(results: readonly StepResult[]) {
  return results.filter(({ outcome }) => outcome === "skipped").map(({ details }) => details[0]);
}

test.each<Personality>(["apis", "api"])(
  "a Grafana with /%s is as expected, and clean in the end",
  async (personality) => {
    const grafana = await startGrafana(personality);
    const decoy = { kind: "Dashboard", name: "decoy", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
    grafana.store.put({ ...decoy, spec: { title: "Decoy" } });
    const results = await verify(grafanaTarget(grafana.url));
    expect(differing(results)).toEqual([]);
    expect(skipped(results)).toEqual([]);
    expect([...grafana.store.list("Dashboard"), ...grafana.store.list("Folder")]).toMatchObject([
      { name: "decoy", version: 1 },
    ]);
  },
);

test("a Grafana that manages alerts is as expected, and clean in the end", async () => {
  const grafana = await startGrafana("apis");
  plantDecoys(grafana);
  const before = grafana.store.alerting.snapshot();
  const environments = { prod: { ...config.environments.prod!, alerting: "grafana" } } as const;
  const configured = {
    config: { ...config, environments, versions: { grafana: "12.4" } },
    target: grafanaTarget(grafana.url),
  };
  const results = await verifyTarget({ root: temporaryFolder(), name: "verified", ...configured });
  expect(differing(results)).toEqual([]);
  expect(skipped(results)).toEqual([]);
  expect({ ...grafana.store.alerting.snapshot(), intervals: new Map() }).toEqual({ ...before, intervals: new Map() });
});

test.each<RulerPersonality>(["mimir", "cortex", "loki"])(
  "a ruler of %s is as expected, and clean in the end",
  async (server) => {
    const ruler = await startRuler(server);
    ruler.namespaces.set("theirs", new Map([["decoy", { name: "decoy", rules: [] }]]));
    expect(differing(await verify(rulerTarget(ruler.url, server)))).toEqual([]);
    expect([...ruler.namespaces.keys()]).toEqual(["theirs"]);
  },
);

test("a Grafana that converts rules of Prometheus is as expected, and its folders stay", async () => {
  const grafana = await startGrafana("apis");
  const { uid } = Object.values(config.environments.prod!.dataSources).find(({ type }) => type === "prometheus")!;
  grafana.store.dataSources.set(uid, { uid, name: "p", version: 1, secureJsonData: {} });
  plantDecoys(grafana);
  const before = grafana.store.alerting.snapshot();
  const { kind, ...target } = { ...rulerTarget(grafana.url, "mimir"), token: grafanaTarget("").token };
  expect(differing(await verify({ ...target, kind, server: "grafana" }))).toEqual([]);
  expect(grafana.store.alerting.snapshot()).toEqual(before);
});

test("a folder is as expected, and clean in the end", async () => {
  const directory = temporaryFolder({ "prod/prometheus/rules/decoy.yml": "groups: []\n" });
  const results = await verify({ kind: "files", directory, environments: ["prod"] });
  expect(differing(results)).toEqual([]);
  expect(filesIn(directory)).toEqual({ "prod/prometheus/rules/decoy.yml": "groups: []\n" });
});

test("a folder for Git Sync is as expected", async () => {
  const directory = temporaryFolder({ "README.md": "Ours\n" });
  const grafana = { ...config.environments.prod!.grafana, dashboards: "git-sync" } as const;
  const environments = { prod: { ...config.environments.prod!, grafana } };
  const target = { kind: "git-sync", environment: "prod", directory } as const;
  const configured = { root: temporaryFolder(), config: { ...config, environments }, name: "verified", target };
  expect(differing(await verifyTarget(configured))).toEqual([]);
  expect(filesIn(directory)).toEqual({ "README.md": "Ours\n" });
});

test("an Alertmanager of Cortex is as expected, and has the configuration of others back", async () => {
  const theirs = {
    template_files: {},
    alertmanager_config: "route: { receiver: them }\nreceivers: [{ name: them }]\n",
  };
  const state = { stored: renderYaml(theirs) as string | undefined };
  const server = endWithTest(await startServer((request) => answerAlertmanager(state, request)));
  const results = await verify({ kind: "mimir-alertmanager", environment: "prod", url: server.url, tenant: "shop" });
  expect(differing(results)).toEqual([]);
  expect(skipped(results)).toEqual([
    "its objects hold secrets, and are not saved",
    "others had objects in its place before",
    "its only object is the configuration",
  ]);
  expect(parseYaml(state.stored!)).toEqual(theirs);
});

test("a server that drops a field is found out, and cleaned up", async () => {
  const ruler = await startRuler("mimir");
  ruler.observe = (_, moment) => {
    if (moment === "before") return;
    for (const groups of ruler.namespaces.values()) {
      for (const group of groups.values()) {
        for (const rule of group.rules as Record<string, unknown>[]) delete rule.annotations;
      }
    }
  };
  const results = await verify(rulerTarget(ruler.url, "mimir"));
  expect(differing(results)[0]).toEqual([
    "creates what is missing, and takes over what others had only with --adopt",
    expect.stringContaining("stored something else"),
  ]);
  expect(results.at(-1)).toMatchObject({ outcome: "as expected" });
  expect(ruler.namespaces.size).toBe(0);
});

test("what a verification left that was killed is removed first", async () => {
  const grafana = await startGrafana("apis");
  const target = grafanaTarget(grafana.url);
  const { refuse } = grafana;
  grafana.refuse = ({ method }) => method === "DELETE";
  expect((await verify(target)).at(-1)).toMatchObject({ outcome: "differs" });
  expect(grafana.store.list("Dashboard")).not.toEqual([]);
  grafana.refuse = refuse;
  expect(differing(await verify(target))).toEqual([]);
  expect(grafana.store.list("Dashboard")).toEqual([]);
});

test("the command asks, prints each step, and fails if one differs", { timeout: 120_000 }, async () => {
  const ruler = await startRuler("cortex");
  const fields = `kind: "ruler", environment: "prod", url: "${ruler.url}", server: "cortex", tenant: "${tenant}"`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { metrics: { ${fields} } },`) });
  const run = (...args: string[]) => telltale(root, ["verify-target", ...args]);
  expect(await run("metrics")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("a stack that you can throw"),
  });
  expect(ruler.writes()).toEqual([]);
  const { code, stdout, stderr } = await run("metrics", "--yes");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(`metrics ${ruler.url} ${tenant}
  ✓ creates what is missing, and takes over what others had only with --adopt
  ✓ holds what was written: a second sync writes nothing
  ✓ updates what changed
  ✓ keeps what somebody edited, until it is discarded with --force
  ✓ refuses a plan that is stale, and puts back what it wrote of it
  ✓ restores a backup
  ✓ leaves alone what another project has in the same place
  ✓ prunes what is no longer defined, and nothing else
  ✓ cleans up: what others had is as before, and nothing of the verification is left
  as expected
`);
  ruler.maxGroups = 1;
  const limited = await run("metrics", "--yes", "--json");
  expect(limited.code).toBe(1);
  expect(JSON.parse(limited.stdout)).toMatchObject({
    format_version: 1,
    target: "metrics",
    steps: [{ outcome: "differs", details: [expect.stringContaining("limit: 1")] }, { outcome: "as expected" }],
  });
  expect(await run("metrcs")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no target "metrcs"'),
  });
});
