import { describe, expect, test, vi } from "vitest";
import { endWithTest } from "../double/end-with-test.js";
import { startServer } from "../double/server.js";
import { configText, createProject, projectFiles } from "../project.js";
import { answerAlertmanager } from "../ruler/answer-alertmanager.js";
import { type RulerPersonality, startRuler, tenant } from "../ruler/ruler-double.js";
import { telltale } from "../telltale.js";

vi.setConfig({ testTimeout: 120_000 });

describe.each<RulerPersonality>(["mimir", "cortex"])("the ruler of %s", (personality) => {
  test("is verified with GETs: groups, and the health of their rules", async () => {
    const ruler = await startRuler(personality);
    const fields = `environment: "prod", url: "${ruler.url}", tenant: "${tenant}", server: "${personality}"`;
    const config = configText(`targets: { ruler: { kind: "ruler", ${fields} } },`);
    const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
    const run = (...args: string[]) => telltale(root, args);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    ruler.forget();
    const sound = await run("verify");
    expect(sound).toMatchObject({ code: 0, stderr: "" });
    expect(sound.stdout).toContain("✓ rules are loaded and healthy (1)");
    ruler.failing.set("NoOrders", "too many \u001b[2Jchunks");
    const failing = await run("verify");
    expect(failing.code).toBe(1);
    expect(failing.stdout).toContain(
      'NoOrders in group "shop-cart" of telltale-shop.prod.shop-alerts: too many ␛[2Jchunks',
    );
    expect(ruler.writes()).toEqual([]);
  });
});

test("the Alertmanager of a tenant is waited for until it has taken its configuration up", async () => {
  const state: Parameters<typeof answerAlertmanager>[0] = { stored: undefined };
  const server = endWithTest(await startServer((request) => answerAlertmanager(state, request)));
  const fields = `kind: "mimir-alertmanager", environment: "prod", url: "${server.url}", tenant: "shop"`;
  const root = createProject({
    "telltale.config.ts": configText(`targets: { alerts: { ${fields} } },`),
    ...projectFiles(),
  });
  const run = (...args: string[]) => telltale(root, args, { SLACK_URL: "https://hooks.example.com/x" });
  expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
  state.requestsUntilPoll = 1000;
  const early = await run("verify", "--wait", "0s");
  expect(early).toMatchObject({ code: 1, stdout: expect.stringContaining("✗ the configuration is active") });
  state.requestsUntilPoll = 2;
  expect(await run("verify", "--wait", "30s")).toMatchObject({ code: 0, stderr: "" });
});

test("all targets are verified, and the failure of one does not stop the others", async () => {
  const ruler = await startRuler("mimir");
  const ruled = `kind: "ruler", environment: "prod", url: "${ruler.url}", tenant: "${tenant}"`;
  const gone = `kind: "ruler", environment: "prod", url: "http://127.0.0.1:1"`;
  const targets = `targets: { gone: { ${gone}, timeout: "1s" }, local: { kind: "files", directory: "out" }, ruler: { ${ruled} } },`;
  const root = createProject({ "telltale.config.ts": configText(targets), ...projectFiles() });
  const { code, stdout, stderr } = await telltale(root, ["verify", "--json", "--wait", "0s"]);
  expect(code).toBe(1);
  expect(stderr).toContain("error: gone: GET http://127.0.0.1:1");
  expect(JSON.parse(stdout)).toMatchObject({
    targets: [
      { target: "gone", checks: [], error: expect.stringContaining("ECONNREFUSED") },
      { target: "local", checks: [{ outcome: "wrong" }] },
      { target: "ruler", checks: [{ outcome: "wrong" }, { outcome: "wrong" }] },
    ],
  });
});
