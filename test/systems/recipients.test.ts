import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type AlertRecipients, compileProject, listRecipients, ownName } from "../../src/compile/index.js";
import type { Receiver } from "../../src/formats/alertmanager/types.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { repository } from "./documented/find-definitions.js";

/** An alert as its document names it. */
interface DocumentedAlert {
  readonly name: string;
  readonly severity: "critical" | "warning" | "info";
  /** Names of the alerts here, where they have another name. */
  readonly here?: readonly string[];
}

interface DocumentedSystem {
  readonly environment: string;
  /** The kinds of channels by severity, as the document names them, or as docs/systems says where it names none. */
  readonly channels: Readonly<Record<string, readonly string[]>>;
  readonly alerts: readonly DocumentedAlert[];
}

const critical = (name: string, ...here: readonly string[]): DocumentedAlert => named(name, "critical", here);
const warning = (name: string, ...here: readonly string[]): DocumentedAlert => named(name, "warning", here);
const info = (name: string, ...here: readonly string[]): DocumentedAlert => named(name, "info", here);

function named(name: string, severity: DocumentedAlert["severity"], here: readonly string[]): DocumentedAlert {
  return { name, severity, ...(here.length > 0 && { here }) };
}

const pagedAndPosted = { critical: ["pagerduty", "slack"], warning: ["slack"], info: ["slack"] };

/** Every alert of the five documents. */
const documented: Readonly<Record<string, DocumentedSystem>> = {
  qnt9: {
    environment: "prod",
    channels: pagedAndPosted,
    alerts: [
      critical("High Error Rate", "HighErrorRate"),
      warning("High Latency", "HighLatency"),
      warning("Pod Restart Loop", "PodRestartLoop"),
      warning("High Memory Usage", "HighMemoryUsage"),
      info("Watchlist Tier Limit Exceeded", "WatchlistTierLimitExceeded"),
      warning("Cache Performance Degradation", "CachePerformanceDegradation"),
    ],
  },
  todo: {
    environment: "todo-prod",
    channels: pagedAndPosted,
    alerts: [
      critical("HighErrorRate"),
      critical("KafkaOfflinePartitions"),
      critical("DaprSidecarDown"),
      warning("HighLatency"),
      warning("HighCPUUsage"),
      warning("HighMemoryUsage"),
      warning("PodNotReady"),
    ],
  },
  pipeline: {
    environment: "pipeline-prod",
    channels: { ...pagedAndPosted, info: ["email", "webhook"] },
    alerts: [
      critical("ServiceDown"),
      warning("ServiceUnhealthy"),
      warning("HighRequestLatency"),
      warning("HighErrorRate"),
      warning("HighMemoryUsage"),
      warning("MessageProcessingLag"),
      critical("NoMessagesProcessed"),
      warning("HighDataQualityIssues"),
    ],
  },
  openuser: {
    environment: "openuser-prod",
    channels: { critical: ["pagerduty", "slack"], warning: ["email", "slack"], info: ["webhook"] },
    alerts: [
      critical("APIDown"),
      critical("HighErrorRate"),
      warning("HighResponseTime"),
      warning("HighCPUUsage"),
      warning("HighMemoryUsage"),
      critical("NodeDown"),
      warning("HighNodeCPU"),
      warning("HighNodeMemory"),
      warning("DiskSpaceLow"),
      critical("DiskSpaceCritical"),
      critical("PostgreSQLDown"),
      warning("PostgreSQLTooManyConnections"),
      warning("PostgreSQLSlowQueries"),
      critical("RedisDown"),
      warning("RedisHighMemory"),
      critical("SLOViolation", "ApiAvailabilityBudgetBurn", "ApiLatencyBudgetBurn"),
    ],
  },
  autoserve: {
    environment: "autoserve-prod",
    channels: pagedAndPosted,
    alerts: [
      critical("HighErrorRate"),
      critical("ServiceDown"),
      critical("DatabaseConnectionHigh"),
      warning("HighLatency"),
      warning("HighMemoryUsage"),
      warning("LowDiskSpace"),
    ],
  },
};

/** Every alert with the kinds of the channels that it reaches, by environment. */
const routed = new Map<string, readonly (AlertRecipients & { readonly kinds: readonly string[] })[]>();

/** The receiver of the root of each Alertmanager, and all its receivers. */
const roots: { readonly path: string; readonly root: Receiver; readonly receivers: readonly Receiver[] }[] = [];

beforeAll(async () => {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
  const { artifacts } = compileProject(project!, { sources });
  for (const { artifact, alerts } of listRecipients(artifacts, project!.config)) {
    const { route, receivers } = artifact.value;
    const root = receivers.find(({ name }) => name === route.receiver)!;
    roots.push({ path: artifact.path, root, receivers });
    const kindsOf = new Map(
      artifact.value.receivers.map(({ name, labels: _, ...kinds }) => [name, Object.keys(kinds)] as const),
    );
    for (const alert of alerts) {
      const kinds = alert.nodes.flatMap(({ receiver }) => kindsOf.get(receiver)!);
      const names = [...new Set(kinds.map((kind) => kind.replace(/_configs$/, "")))].sort();
      const { environment } = alert.settings;
      routed.set(environment, [...(routed.get(environment) ?? []), { ...alert, kinds: names }]);
    }
  }
}, 60_000);

describe.each(Object.entries(documented))("%s", (system, { environment, channels, alerts }) => {
  test.each(alerts)("$name ($severity) reaches the channels of its severity", ({ name, severity, here = [name] }) => {
    for (const alertname of here) {
      const own = routed
        .get(environment)!
        .filter((one) => one.system === system && one.rule.name === alertname && one.labels.severity === severity);
      expect(own.length, alertname).toBeGreaterThan(0);
      for (const { kinds } of own) expect(kinds, alertname).toEqual(channels[severity]);
    }
  });
});

test("every alert of every system reaches its own receivers; warnings and staging wake nobody", () => {
  for (const [environment, alerts] of routed) {
    for (const alert of alerts) {
      const { rule, nodes, kinds, labels } = alert;
      const title = `${environment} ${rule.name}`;
      for (const { receiver } of nodes) expect(ownName(alert, receiver), title).not.toBe(receiver);
      expect(kinds.includes("pagerduty"), title).toBe(labels.severity === "critical" && environment !== "staging");
    }
  }
});

/** The kinds of channels that a person reads, and the one that wakes people. */
const seen: ReadonlySet<string> = new Set(["slack_configs", "email_configs"]);
const waking = "pagerduty_configs";

test("people see what no system routes, and it wakes nobody", () => {
  expect(roots.map(({ path }) => path)).toEqual([
    "alertmanagers/production/alertmanager.yml",
    "staging/alertmanager.yml",
  ]);
  for (const { path, root } of roots) {
    expect(
      Object.keys(root).some((kind) => seen.has(kind)),
      path,
    ).toBe(true);
    expect(Object.keys(root), path).not.toContain(waking);
  }
});

test("no receiver of staging can wake anyone", () => {
  const staging = roots.find(({ path }) => path.startsWith("staging/"))!;
  expect(staging.receivers.flatMap((receiver) => Object.keys(receiver))).not.toContain(waking);
});

const checklist = join(repository, "..", "shared", "checklist.json");

test.skipIf(!existsSync(checklist))("the table has every alert of the documents, with its severity", () => {
  const systems = JSON.parse(readFileSync(checklist, "utf8")) as Record<
    string,
    { readonly alerts: readonly { readonly name: string; readonly severityKey: string | null }[] }
  >;
  for (const [system, { alerts }] of Object.entries(systems)) {
    // A template to fill in, which docs/systems/openuser.md describes.
    const wanted = alerts.filter(({ name }) => name !== "CustomAlert");
    const own = documented[system]!.alerts;
    expect(own.map(({ name }) => name).sort(), system).toEqual(wanted.map(({ name }) => name).sort());
    for (const { name, severityKey } of wanted) {
      const { severity } = own.find((one) => one.name === name)!;
      expect(severityKey ?? severity, `${system} ${name}`).toBe(severity);
    }
  }
});

if (!existsSync(checklist))
  console.warn("skipped: the alerts are compared with ../shared/checklist.json, which is missing");
