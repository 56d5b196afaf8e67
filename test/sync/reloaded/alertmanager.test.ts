import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { filesIn, temporaryFolder, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

const missing = missingTool("prometheus-alertmanager", "0.25");

/** Starts a real Alertmanager in a folder that also holds a file of somebody else. */
async function setUp() {
  const config = temporaryFolder({
    "alertmanager.yml": "route: { receiver: none }\nreceivers: [{ name: none }]\n",
    "templates/decoy.tmpl": '{{ define "decoy" }}{{ end }}\n',
  });
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command: ({ address, folder }) => [
      "prometheus-alertmanager",
      `--config.file=${join(config, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
    ],
  });
  onTestFinished(() => server.stop());
  const target = `alertmanager: { kind: "alertmanager", environment: "prod", directory: "${config}", url: "${server.url}" }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  const receivers = async () => {
    const answer = (await (await fetch(`${server.url}/api/v2/receivers`)).json()) as { name: string }[];
    return answer.map(({ name }) => name);
  };
  return { config, server, root, receivers, run: (...args: string[]) => telltale(root, args) };
}

describe.skipIf(missing !== undefined)("a real Alertmanager", () => {
  test("keeps its configuration until it is taken over, then loads each new one once", async () => {
    const { config, receivers, run } = await setUp();
    expect(await run("sync", "--yes", "--force")).toMatchObject({ code: 1 });
    expect(await receivers()).toEqual(["none"]);
    expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0 });
    expect(await receivers()).not.toContain("none");
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to write") });
    expect(filesIn(config)["templates/decoy.tmpl"]).toContain("decoy");
  });

  test("keeps the old configuration if it refuses the new one: the files are put back", async () => {
    const { config, root, receivers, run } = await setUp();
    await run("sync", "--yes", "--adopt");
    const [before, loaded] = [filesIn(config), await receivers()];
    // Alertmanager has Microsoft Teams since 0.26; the project is for 0.28, the server is older.
    const teams = projectFiles()["systems/shop.ts"]!.replace(
      'receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" })',
      'receiver.teams("team", { url: secret("SLACK_URL") })',
    );
    writeFiles(root, { "systems/shop.ts": teams });
    const { code, stderr } = await run("sync", "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain("field msteamsv2_configs not found");
    expect(stderr).toContain("put back 1 of the changes");
    expect(filesIn(config)["alertmanager.yml"]).toBe(before["alertmanager.yml"]);
    expect(await receivers()).toEqual(loaded);
  });

  test("is told to load what a killed sync wrote", async () => {
    const { config, server, run } = await setUp();
    await run("sync", "--yes", "--adopt");
    const path = join(config, "alertmanager.yml");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replaceAll("#shop", "#other"));
    expect((await fetch(`${server.url}/-/reload`, { method: "POST" })).status).toBe(200);
    writeFileSync(path, text);
    expect((await run("plan")).stdout).toContain("it has loaded another alertmanager.yml");
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    expect(await run("plan")).toMatchObject({ code: 0 });
  });
});
