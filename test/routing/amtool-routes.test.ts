import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { renderAlertmanager } from "../../src/formats/alertmanager/index.js";
import { createRoutingTree } from "../../src/routing/routing-tree.js";
import { rounds, seed } from "../oracles/rounds.js";
import { missingTool } from "../oracles/tools.js";
import { createChoose, createRandom, randomConfig, randomLabels } from "./random-routing.js";

const run = promisify(execFile);
const version = { major: 0, minor: 25 };
const alertsPerConfig = 25;

// amtool answers for one alert a call: CI asks for 2,000 alerts.
test.skipIf(missingTool("amtool"))(
  "amtool routes random alerts to the same receivers",
  { timeout: 240_000 },
  async () => {
    const choose = createChoose(createRandom(seed));
    const folder = mkdtempSync(join(tmpdir(), "telltale-"));
    const differences: string[] = [];
    for (let index = 0; index < rounds(20); index++) {
      const config = randomConfig(choose);
      const file = join(folder, `${index}.yml`);
      writeFileSync(file, renderAlertmanager(config));
      const tree = createRoutingTree(config, version);
      const alerts = Array.from({ length: alertsPerConfig }, () => randomLabels(choose));
      await Promise.all(
        alerts.map(async (labels) => {
          const words = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
          const { stdout } = await run("amtool", ["config", "routes", "test", `--config.file=${file}`, ...words]);
          const ours = tree.route(labels).map(({ receiver }) => receiver);
          if (stdout.trim() !== ours.join(",")) {
            differences.push(
              `${words.join(" ")}: amtool ${stdout.trim()}, we ${ours.join(",")}\n${renderAlertmanager(config)}`,
            );
          }
        }),
      );
    }
    rmSync(folder, { recursive: true });
    expect(differences.slice(0, 2)).toEqual([]);
  },
);
