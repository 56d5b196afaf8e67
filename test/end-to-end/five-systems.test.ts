import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { outage, type Simulation, simulate, traffic } from "telltale/testing";
import { expect, onTestFailed, onTestFinished, test } from "vitest";
import { type Artifact, compileProject, renderArtifact } from "../../src/compile/index.js";
import type { AlertmanagerConfig, Integration } from "../../src/formats/alertmanager/types.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { stale } from "../../src/promql/evaluate/index.js";
import type { Labels } from "../../src/routing/label-test.js";
import { type Delivery, type Notification, simulateNotifications } from "../../src/routing/notifications.js";
import { renderMessage } from "../../src/routing/render-message.js";
import { backend } from "../../systems/autoserve/backend.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { celery } from "../../systems/autoserve/worker.js";
import { api } from "../../systems/openuser/api.js";
import { openuser } from "../../systems/openuser/system.js";
import { services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { backend as todoBackend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { startAlertmanager } from "../compile/alertmanager/alertmanager-server.js";
import { remoteWrite } from "../prometheus/remote-write.js";
import { readAlertmanagerLog } from "./alertmanager-log.js";
import { missingServers } from "./missing-servers.js";
import { startRestoringPrometheus } from "./restoring-prometheus.js";
import { waitFor } from "./wait.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** The releases that Debian 12 packages. */
const versions = { prometheus: "2.42", alertmanager: "0.25" };
const minute = 60_000;
/** The systems with a Prometheus of their own, which a service outside hears from. */
const watched = ["autoserve", "openuser", "pipeline", "todo"];
/** Longer than the group waits of warnings, shorter than the five minutes of infos and of the next flush. */
const longestWait = 32_000;
/** The time in which a message that nobody predicts arrives, after all others have. */
const grace = 1_000;

/** The five systems for twenty minutes until a moment: AutoServe's worker has been down for ten, and its backend fails. */
async function simulateAll(end: number): Promise<readonly Simulation[]> {
  const options = { for: "20m", start: new Date(end - 20 * minute).toISOString() } as const;
  return Promise.all([
    simulate(qnt9, { ...options, environment: "prod" }),
    simulate(todo, { ...options, series: [traffic(todoBackend.http, {})] }),
    simulate(pipeline, { ...options, series: Object.values(services).map(({ messages }) => traffic(messages, {})) }),
    simulate(openuser, { ...options, series: [traffic(api.http, {})] }),
    simulate(autoserve, {
      ...options,
      series: [traffic(backend.http, { errors: 0.3 })],
      events: [outage(celery, { at: "10m", for: "20m" })],
    }),
  ]);
}

async function compileAll(): Promise<readonly Artifact[]> {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository, versions });
  return compileProject(project!, { sources }).artifacts;
}

/**
 * All that Alertmanager sends: an entry per message, by the file of the secret that it is sent with, or by the host of a
 * heartbeat.
 */
async function startChannels() {
  const received: Message[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as SlackBody & PagerdutyBody;
      const isPage = request.url === "/pagerduty";
      const [, heartbeat] = /^\/(heartbeat\..*)\/$/.exec(request.url!) ?? [];
      if (heartbeat !== undefined) received.push({ to: heartbeat, title: "", text: "" });
      else received.push(isPage ? pagerdutyMessage(body) : slackMessage(basename(request.url!), body));
      response.writeHead(isPage ? 202 : 200).end(isPage ? '{"status":"success","dedup_key":"1"}' : "ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // No alert of this test is sent by email.
  const mail = createTcpServer((socket) => {
    received.push({ to: "email", title: "a connection", text: "" });
    socket.destroy();
  });
  await new Promise<void>((resolve) => mail.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    mail.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, smarthost: `127.0.0.1:${(mail.address() as AddressInfo).port}`, received };
}

interface Message {
  /** The name of the secret with which it is sent. */
  readonly to: string;
  readonly title: string;
  readonly text: string;
}

interface SlackBody {
  readonly attachments: readonly { readonly title: string; readonly text: string }[];
}

interface PagerdutyBody {
  readonly routing_key: string;
  readonly payload: { readonly summary: string; readonly custom_details: { readonly firing: string } };
}

function slackMessage(to: string, { attachments: [one] }: SlackBody): Message {
  return { to, title: one!.title, text: one!.text };
}

function pagerdutyMessage({ routing_key: to, payload }: PagerdutyBody): Message {
  return { to, title: payload.summary, text: payload.custom_details.firing };
}

/** The secrets of a configuration: PagerDuty's are their own names, Slack's the address of the channel. */
function secretsOf({ receivers }: AlertmanagerConfig, url: string): Readonly<Record<string, string>> {
  const files = receivers.flatMap(({ slack_configs: slack = [], pagerduty_configs: pagerduty = [] }) => [
    ...slack.map(({ api_url_file: file }) => [`secrets/${basename(String(file))}`, `${url}/${basename(String(file))}`]),
    ...pagerduty.map(({ routing_key_file: file }) => [`secrets/${basename(String(file))}`, basename(String(file))]),
  ]);
  return Object.fromEntries(files);
}

/** The alerts that fire at the end of the simulations, by their labels. */
function firingAtEnd(runs: readonly Simulation[]) {
  return runs.flatMap(({ alerts }) =>
    alerts.flatMap(({ rule, labels, periods, snapshots }) => {
      const last = periods.at(-1)!;
      // Loki is not part of this test.
      if (last.state !== "firing" || last.to !== undefined || rule.file.includes("loki-rules")) return [];
      return [{ labels, annotations: [...snapshots.values()].at(-1)!.annotations, startsAt: last.from }];
    }),
  );
}

/** An alert as Alertmanager's API returns it. */
interface ReceivedAlert {
  readonly labels: Labels;
  readonly startsAt: string;
}

/**
 * Alerts as Alertmanager received them: when they began, as its API says, and the moment, as its log says. Neither is
 * predictable: Prometheus evaluates each group of rules at times of its own. Undefined until all alerts are there.
 */
async function readDeliveries(
  { url, log }: { readonly url: string; log(): string },
  alerts: readonly Pick<Delivery, "labels" | "annotations">[],
): Promise<readonly Delivery[] | undefined> {
  const received = (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly ReceivedAlert[];
  const starts = new Map(received.map(({ labels, startsAt }) => [keyOf(labels), Date.parse(startsAt)]));
  const { receipts } = readAlertmanagerLog(log());
  const deliveries = alerts.flatMap((alert) => {
    const [startsAt, at] = [starts.get(keyOf(alert.labels)), receipts(alert.labels)[0]];
    return startsAt === undefined || at === undefined ? [] : [{ ...alert, at, startsAt, endsAt: at + 4 * minute }];
  });
  return deliveries.length === alerts.length ? deliveries.sort((one, other) => one.at - other.at) : undefined;
}

const keyOf = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());

/** The message of a predicted notification, as its channel gets it. */
function predictedMessage(notification: Notification, config: AlertmanagerConfig, templates: string): Message {
  const context = { config, templates, version: { major: 0, minor: 25 }, externalUrl: "http://alertmanager.example" };
  const texts = renderMessage(notification, context);
  const text = (field: string) => {
    const found = texts.get(field);
    return found !== undefined && "text" in found ? found.text : "";
  };
  const [, kind, index] = /^(\w+)\[(\d+)\]$/.exec(notification.integration)!;
  const receiver = config.receivers.find(({ name }) => name === notification.receiver)!;
  const fields = receiver[kind as "slack_configs"]![Number(index)] as Integration;
  if (kind === "slack_configs")
    return { to: basename(String(fields.api_url_file)), title: text("title"), text: text("text") };
  if (kind === "webhook_configs") return { to: new URL(String(fields.url)).host, title: "", text: "" };
  if (kind !== "pagerduty_configs") return { to: "email", title: text("headers.Subject"), text: text("text") };
  return { to: basename(String(fields.routing_key_file)), title: text("description"), text: text("details.firing") };
}

const sortMessages = (messages: readonly Message[]) =>
  messages.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

test.skipIf(missingServers)(
  "an outage of one of five systems reaches its people as predicted, and nobody else",
  // A minute; a machine with ten times as much to do takes longer.
  { timeout: 300_000 },
  async () => {
    const artifacts = await compileAll();
    const alertmanager = artifacts.find((one) => one.kind === "alertmanager" && one.path.includes("/production/"))!;
    const config = alertmanager.value as AlertmanagerConfig;
    const templates = artifacts.find(
      (one) => one.kind === "notification templates" && one.path.includes("/production/"),
    )!.value as string;
    const channels = await startChannels();
    // As generated, but for the addresses of PagerDuty, of the mail server, and of the heartbeats.
    const generated = renderArtifact(alertmanager)
      .replace(/smarthost: .*/g, `smarthost: ${channels.smarthost}`)
      .replace(/https:\/\/(heartbeat\.)/g, `${channels.url}/$1`);
    const server = await startAlertmanager(
      {
        "alertmanager.yml": `global: { pagerduty_url: "${channels.url}/pagerduty", smtp_require_tls: false }\n${generated}`,
        "templates/telltale.tmpl": templates,
        ...secretsOf(config, channels.url),
      },
      "http://alertmanager.example",
      ["--log.level=debug"],
    );
    onTestFinished(server.stop);
    onTestFailed(() => console.log(server.log().split("\n").slice(-80).join("\n")));

    const data = mkdtempSync(join(tmpdir(), "telltale-history-"));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const runs = await simulateAll(Math.floor(Date.now() / minute) * minute);
    const expected = firingAtEnd(runs);
    const rules = artifacts.filter(({ kind, path }) => kind === "prometheus rules" && !path.startsWith("staging/"));
    const prometheus = await startRestoringPrometheus({
      folder: data,
      rules,
      alertmanager: server.url,
      history: (url) =>
        remoteWrite(
          url,
          runs.flatMap((run) => historyOf(run, Date.now() - run.end)),
        ),
    });
    onTestFinished(prometheus.stop);
    onTestFailed(() => console.log(prometheus.logs().split("\n").slice(-40).join("\n")));

    // The one has held for ten minutes of its one, the other for nearly twenty of its five: both fire at once.
    const names = expected.map(({ labels }) => `${labels.system} ${labels.alertname}`);
    expect(new Set(names)).toEqual(
      new Set([
        "autoserve ServiceDown",
        "autoserve HighErrorRate",
        "autoserve WorkerAvailabilityNoData",
        "autoserve WorkerProcessingTimeNoData",
        ...watched.map((system) => `${system} Watchdog`),
      ]),
    );
    // Prometheus restores the state of a group after its second evaluation, and groups begin at times of their own.
    const deliveries = await waitFor(
      "all predicted alerts at Alertmanager",
      () => readDeliveries(server, expected),
      120_000,
    );
    const end = deliveries.at(-1)!.at + longestWait;
    const predicted = simulateNotifications(config, { version: { major: 0, minor: 25 }, deliveries, end });
    expect(predicted.length).toBeGreaterThan(1);
    await waitFor("the waits of the groups", () => Date.now() > end + grace);
    // If one is missing, the comparison says which.
    await waitFor("all messages", () => channels.received.length >= predicted.length).catch(() => undefined);
    await pause(grace);
    const messages = predicted.map((one) => predictedMessage(one, config, templates));
    expect(sortMessages(channels.received)).toEqual(sortMessages(messages));
    const heartbeats = messages.filter(({ to }) => to.startsWith("heartbeat."));
    expect(heartbeats).toHaveLength(watched.length);
    expect(new Set(messages.filter((one) => !heartbeats.includes(one)).map(({ to }) => to))).toEqual(
      new Set(["AUTOSERVE_PAGERDUTY_KEY", "AUTOSERVE_SLACK_URL"]),
    );
  },
);

/** The samples of a simulation, `ALERTS_FOR_STATE` among them, as if it had ended later. */
function historyOf({ store }: Simulation, later: number) {
  return store.all().map(({ metric, floatCount, floatTimes, floatValues, endTimes }) => {
    const labels = Object.fromEntries(metric.names.map((name, index) => [name, metric.values[index]!]));
    // The value of this series is a time, in seconds.
    const change = labels.__name__ === "ALERTS_FOR_STATE" ? Math.floor(later / 1000) : 0;
    const floats = Array.from({ length: floatCount }, (_, index) => {
      return [floatTimes[index]! + later, floatValues[index]! + change] as const;
    });
    const ends = endTimes.map((time) => [time + later, stale] as const);
    return { labels, samples: [...floats, ...ends].sort(([one], [other]) => one - other) };
  });
}
