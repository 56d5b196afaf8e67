import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { renderYaml } from "../../../src/yaml/index.js";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { endWithTest } from "../double/end-with-test.js";
import { startServer } from "../double/server.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";
import { answerAlertmanager } from "./answer-alertmanager.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const ours = "https://hooks.example.com/ours-5e2b9d";
const theirs = "https://hooks.example.com/theirs-77aa01";
const foreign = {
  template_files: {},
  alertmanager_config: `route: { receiver: them }\nreceivers: [{ name: them, webhook_configs: [{ url: "${theirs}" }] }]\n`,
};

/** Starts a double of Cortex' Alertmanager API, which keeps what it gets. */
async function setUp(stored?: object) {
  const state = { stored: stored && renderYaml(stored as never) };
  const server = endWithTest(await startServer((request) => answerAlertmanager(state, request)));
  const fields = `kind: "mimir-alertmanager", environment: "prod", url: "${server.url}", tenant: "shop"`;
  const config = configText(`targets: { alerts: { ${fields} } },`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  const run = (...args: string[]) => telltale(root, args, { SLACK_URL: ours });
  return { state, server, root, run };
}

test("the configuration is sent with its secrets, once, and nothing shows them", async () => {
  const { state, server, root, run } = await setUp();
  const outputs = [await run("plan", "--json", "--save", "plan.json"), await run("sync", "--yes")];
  expect(outputs.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
    { code: 2, stderr: "saved the plan: telltale sync --plan plan.json applies it\n" },
    { code: 0, stderr: "" },
  ]);
  expect(state.stored).toContain(ours);
  expect(state.stored).not.toMatch(/_file:/);
  server.forget();
  outputs.push(await run("sync", "--yes"));
  expect(server.writes()).toEqual([]);
  for (const { stdout, stderr } of outputs) expect(stdout + stderr).not.toContain(ours);
  for (const [path, text] of Object.entries(filesIn(join(root, ".telltale")))) expect(text, path).not.toContain(ours);
  expect(filesIn(root)["plan.json"]).not.toContain(ours);
});

test("a configuration of others is left alone until it is taken over, and its secrets are not shown", async () => {
  const { state, root, run } = await setUp(foreign);
  const before = state.stored;
  const outputs = [await run("plan", "--json"), await run("sync", "--yes", "--force")];
  expect(outputs.map(({ code }) => code)).toEqual([1, 1]);
  expect(state.stored).toBe(before);
  outputs.push(await run("plan", "--adopt", "--save", "plan.json"), await run("sync", "--yes", "--adopt"));
  expect(state.stored).not.toContain(theirs);
  outputs.push(await run("sync", "--yes"));
  expect(outputs.at(-1)).toMatchObject({ code: 0 });
  for (const { stdout, stderr } of outputs) expect(stdout + stderr).not.toMatch(/theirs-77aa01|ours-5e2b9d/);
  for (const [path, text] of Object.entries(filesIn(root))) {
    if (!path.startsWith("node_modules")) expect(text, path).not.toMatch(/theirs-77aa01|ours-5e2b9d/);
  }
});

test("a new value of a secret is sent, although nothing else changed", async () => {
  const { state, root, run } = await setUp();
  await run("sync", "--yes");
  const rotated = await telltale(root, ["sync", "--yes"], { SLACK_URL: `${ours}-rotated` });
  expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining("1 updated") });
  expect(rotated.stdout).not.toContain(ours);
  expect(state.stored).toContain(`${ours}-rotated`);
});

test("an edit by hand is kept", async () => {
  const { state, root, run } = await setUp();
  await run("sync", "--yes");
  state.stored = state.stored!.replace("#shop", "#other");
  writeFiles(root, projectFiles({ threshold: 2 }));
  expect(await run("drift")).toMatchObject({ code: 2 });
  expect(await run("sync", "--yes")).toMatchObject({ code: 1 });
  expect(state.stored).toContain("#other");
});

test("a refusal that quotes the configuration does not show its secrets", async () => {
  const { server, run } = await setUp();
  server.refuseWith = `error validating: unsupported URL "${ours}"`;
  const { code, stderr } = await run("sync", "--yes");
  expect(code).toBe(1);
  expect(stderr).toContain("unsupported URL");
  expect(stderr).not.toContain(ours);
});

test("a secret that is not set is named", async () => {
  const { root } = await setUp();
  const { code, stderr } = await telltale(root, ["plan"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("SLACK_URL is not set") });
});
