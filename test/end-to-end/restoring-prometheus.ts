import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Artifact, renderArtifact } from "../../src/compile/index.js";
import { type ServerProcess, startServerProcess } from "../oracles/server-process.js";

export interface RestoringOptions {
  /** A folder for the data and the rules. */
  readonly folder: string;
  readonly rules: readonly Artifact[];
  /** The address of Alertmanager. */
  readonly alertmanager: string;
  /** Writes the history to a server that has no rules yet. */
  readonly history: (url: string) => Promise<void>;
}

/**
 * Starts Prometheus with a history, as after a restart: it restores the state of alerts from `ALERTS_FOR_STATE`, so that one
 * whose condition has held for longer than its `for` fires at once.
 */
export async function startRestoringPrometheus(options: RestoringOptions): Promise<ServerProcess> {
  const writer = await start(options, []);
  await options.history(writer.url);
  await writer.stop();
  return start(options, options.rules);
}

function start({ folder, alertmanager }: RestoringOptions, rules: readonly Artifact[]): Promise<ServerProcess> {
  const ruleFolder = join(folder, "rules");
  mkdirSync(ruleFolder, { recursive: true });
  for (const artifact of rules) {
    writeFileSync(join(ruleFolder, artifact.path.replaceAll("/", "-")), renderArtifact(artifact));
  }
  return startServerProcess({
    readyPath: "/-/ready",
    command({ address }) {
      const config = {
        global: { evaluation_interval: "5s" },
        rule_files: [join(ruleFolder, "*.yml")],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager).host] }] }] },
        storage: { tsdb: { out_of_order_time_window: "1d" } },
      };
      const file = join(folder, "prometheus.yml");
      writeFileSync(file, JSON.stringify(config));
      return [
        "prometheus",
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=${address}`,
        "--web.external-url=http://prometheus.example",
        "--web.enable-remote-write-receiver",
        "--enable-feature=native-histograms",
        "--rules.alert.for-grace-period=0s",
        // Prometheus finds Alertmanager after five seconds: what fires before is lost, and sent again after this time.
        "--rules.alert.resend-delay=15s",
      ];
    },
  });
}
