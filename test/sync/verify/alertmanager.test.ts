import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startInbox } from "../../compile/alertmanager/alertmanager-server.js";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { configText, createProject } from "../project.js";
import { telltale } from "../telltale.js";

vi.setConfig({ testTimeout: 120_000 });

const missing = missingTool("prometheus-alertmanager", "0.25");

/** A real Alertmanager, and a project whose critical alerts reach an inbox, and whose warnings reach nobody. */
async function setUp() {
  const inbox = await startInbox();
  onTestFinished(() => inbox.stop());
  const folder = temporaryFolder({ "alertmanager.yml": "route: { receiver: none }\nreceivers: [{ name: none }]\n" });
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command: ({ address, folder: own }) => [
      "prometheus-alertmanager",
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(own, "data")}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
    ],
  });
  onTestFinished(() => server.stop());
  const fields = `environment: "prod", directory: "${folder}", url: "${server.url}"`;
  const root = createProject({
    "package.json": '{ "name": "shop", "type": "module" }',
    "telltale.config.ts": configText(`targets: { alertmanager: { kind: "alertmanager", ${fields} } },`),
    "systems/shop.ts": `
      import { promql, receiver, system } from "telltale";
      const hook = (url: string) => ({ webhook_configs: [{ url }] });
      const routes = {
        page: { to: [receiver.raw("on-call", hook("${inbox.url}/hook"))], groupWait: "1s" },
        ticket: { to: [receiver.raw("nowhere", hook("http://127.0.0.1:1/hook"))], groupWait: "1s" },
      };
      export const shop = system("shop", { routes });
      const text = { for: "5m", summary: "Down" } as const;
      export const down = shop.alert("Down", { when: promql\`up == 0\`, severity: "page", ...text });
      export const slow = shop.alert("Slow", { when: promql\`up == 0\`, severity: "ticket", ...text });
    `,
  });
  return { inbox, server, run: (...args: string[]) => telltale(root, args) };
}

test.skipIf(missing !== undefined)("a real Alertmanager has the configuration, and delivers a test alert", async () => {
  const { inbox, server, run } = await setUp();
  expect(await run("verify")).toMatchObject({ code: 1, stdout: expect.stringContaining("✗ is as the definitions") });
  expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0 });
  expect(await run("verify")).toMatchObject({ code: 0, stderr: "" });
  expect(inbox.received).toEqual([]);

  expect(await run("verify", "--test-alert", "on-call")).toMatchObject({
    code: 1,
    stderr: "nothing was sent: confirm with --yes\n",
  });
  const sent = await run("verify", "--test-alert", "on-call", "--yes");
  expect(sent).toMatchObject({ code: 0, stderr: "" });
  expect(sent.stdout).toContain("✓ a test alert is delivered to shop/on-call");
  expect(inbox.received).toMatchObject([
    {
      path: "/hook",
      body: {
        receiver: "shop/on-call",
        commonLabels: { alertname: "TelltaleTest", severity: "page" },
        commonAnnotations: { summary: "This is a test by telltale verify: nothing is wrong" },
      },
    },
  ]);
  // It is resolved in the end.
  await vi.waitFor(async () => {
    expect(await (await fetch(`${server.url}/api/v2/alerts`)).json()).toEqual([]);
  });

  const failed = await run("verify", "--test-alert", "nowhere", "--yes", "--wait", "20s");
  expect(failed.code).toBe(1);
  expect(failed.stdout).toContain("✗ a test alert is delivered to shop/nowhere");
});
