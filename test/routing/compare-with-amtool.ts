import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { renderAlertmanager } from "../../src/formats/alertmanager/index.js";
import { createRoutingTree } from "../../src/routing/routing-tree.js";
import { createChoose, createRandom, randomConfig, randomLabels } from "./random-routing.js";

const run = promisify(execFile);
const version = { major: 0, minor: 25 };

/** Alerts that are routed by each configuration. amtool takes one a call. */
export const alertsPerConfig = 25;

/** Routes random alerts by random configurations, and describes those that amtool sends to other receivers. */
export async function compareWithAmtool(configs: number, seed: number): Promise<readonly string[]> {
  const choose = createChoose(createRandom(seed));
  const folder = mkdtempSync(join(tmpdir(), "telltale-"));
  const differences: string[] = [];
  for (let index = 0; index < configs; index++) {
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
  return differences;
}
