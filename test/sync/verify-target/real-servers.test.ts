import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { verifyTarget } from "../../../src/sync/verify-target/verify-target.js";
import { config } from "../../compile/project.js";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { filesIn, temporaryFolder } from "../../project/temporary-folder.js";

const outcomes = (results: Awaited<ReturnType<typeof verifyTarget>>) =>
  results.filter(({ outcome }) => outcome === "differs");

test.skipIf(missingTool("prometheus") !== undefined)("a real Prometheus is as expected", async () => {
  const files = { "decoy.yml": "groups: [{ name: decoy, rules: [{ record: 'a:b', expr: '1' }] }]\n" };
  const directory = temporaryFolder(files);
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "prometheus.yml"), JSON.stringify({ rule_files: [join(directory, "*.yml")] }));
      const storage = `--storage.tsdb.path=${join(folder, "data")}`;
      const flags = [`--web.listen-address=${address}`, "--web.enable-lifecycle"];
      return ["prometheus", `--config.file=${folder}/prometheus.yml`, storage, ...flags];
    },
  });
  onTestFinished(() => server.stop());
  const target = { kind: "prometheus", environment: "prod", directory, url: server.url } as const;
  expect(outcomes(await verifyTarget({ root: temporaryFolder(), config, name: "verified", target }))).toEqual([]);
  expect(filesIn(directory)).toEqual(files);
});

const missing = missingTool("prometheus-alertmanager", "0.25");

test.skipIf(missing !== undefined)(
  "a real Alertmanager is as expected, and has its own configuration back",
  async () => {
    const files = { "alertmanager.yml": "route: { receiver: none }\nreceivers: [{ name: none }]\n" };
    const directory = temporaryFolder(files);
    const server = await startServerProcess({
      readyPath: "/-/ready",
      command: ({ address, folder }) => [
        "prometheus-alertmanager",
        `--config.file=${join(directory, "alertmanager.yml")}`,
        `--storage.path=${join(folder, "data")}`,
        `--web.listen-address=${address}`,
        "--cluster.listen-address=",
      ],
    });
    onTestFinished(() => server.stop());
    const target = { kind: "alertmanager", environment: "prod", directory, url: server.url } as const;
    expect(outcomes(await verifyTarget({ root: temporaryFolder(), config, name: "verified", target }))).toEqual([]);
    expect(filesIn(directory)).toEqual(files);
    const answer = (await (await fetch(`${server.url}/api/v2/receivers`)).json()) as { name: string }[];
    expect(answer.map(({ name }) => name)).toEqual(["none"]);
  },
);
