import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Artifact, renderArtifact } from "../../src/compile/index.js";
import { type ServerProcess, startServerProcess } from "../oracles/server-process.js";
import type { Receivers } from "./receivers.js";

/** Addresses in notifications, so that they do not depend on a port. */
const externalUrls = { prometheus: "http://prometheus.example", alertmanager: "http://alertmanager.example" };

export interface PrometheusServer extends ServerProcess {
  /** Writes rule files and has them loaded. */
  deploy(rules: readonly Artifact[]): Promise<void>;
}

export interface PrometheusOptions {
  /** The scrape and evaluation interval. */
  readonly interval: string;
  readonly externalLabels: Readonly<Record<string, string>>;
  /** The address of the service discovery. */
  readonly discovery: string;
  readonly alertmanagers: readonly ServerProcess[];
}

/** Starts Prometheus without rules. */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusServer> {
  const { interval, externalLabels, discovery, alertmanagers } = options;
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      const targets = alertmanagers.map(({ url }) => new URL(url).host);
      const config = {
        global: { scrape_interval: interval, evaluation_interval: interval, external_labels: externalLabels },
        rule_files: [join(folder, "rules", "*.yml")],
        alerting: { alertmanagers: [{ static_configs: [{ targets }] }] },
        scrape_configs: [{ job_name: "exporter", http_sd_configs: [{ url: discovery, refresh_interval: "1s" }] }],
      };
      // JSON is YAML.
      const file = write(join(folder, "prometheus.yml"), JSON.stringify(config, undefined, 2));
      return [
        "prometheus",
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=${address}`,
        `--web.external-url=${externalUrls.prometheus}`,
        "--web.enable-lifecycle",
      ];
    },
  });
  return {
    ...server,
    async deploy(rules) {
      for (const artifact of rules) {
        write(join(server.folder, "rules", artifact.path.replaceAll("/", "-")), renderArtifact(artifact));
      }
      const { ok, statusText } = await fetch(`${server.url}/-/reload`, { method: "POST" });
      if (!ok) throw new Error(`Prometheus does not load the rules (${statusText}): ${server.logs()}`);
    },
  };
}

/** Starts Alertmanager with the generated configuration and templates of a system, and its secrets in files. */
export function startAlertmanager(
  artifacts: readonly Artifact[],
  secrets: Readonly<Record<string, string>>,
  { pagerdutyUrl }: Receivers,
): Promise<ServerProcess> {
  return startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      const secretsFolder = join(folder, "secrets");
      for (const artifact of artifacts) {
        const path = join(folder, artifact.path.split("/").slice(2).join("/"));
        if (artifact.kind === "notification templates") write(path, renderArtifact(artifact));
        if (artifact.kind !== "alertmanager") continue;
        const config = renderArtifact(artifact).replaceAll("/etc/alertmanager/secrets", secretsFolder);
        write(path, `global: { pagerduty_url: ${JSON.stringify(pagerdutyUrl)} }\n${config}`);
      }
      for (const [name, value] of Object.entries(secrets)) write(join(secretsFolder, name), value);
      return alertmanagerCommand(address, folder);
    },
  });
}

/** Starts an Alertmanager that posts each alert to a webhook as soon as it fires or resolves. */
export function startObserver({ webhookUrl }: Receivers): Promise<ServerProcess> {
  return startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      const route = { receiver: "observer", group_by: ["..."], group_wait: "0s", group_interval: "1s" };
      const config = { route, receivers: [{ name: "observer", webhook_configs: [{ url: webhookUrl }] }] };
      write(join(folder, "alertmanager.yml"), JSON.stringify(config));
      return alertmanagerCommand(address, folder);
    },
  });
}

function alertmanagerCommand(address: string, folder: string): readonly string[] {
  return [
    "prometheus-alertmanager",
    `--config.file=${join(folder, "alertmanager.yml")}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    `--web.external-url=${externalUrls.alertmanager}`,
    "--cluster.listen-address=",
  ];
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
