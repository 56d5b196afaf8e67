import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { objectsOf } from "../../formats/grafana/plain-json.js";
import { durationMs } from "../../model/definition/duration.js";
import type { Labels } from "../../routing/label-test.js";
import type { HttpClient } from "../http/client.js";
import { parseAnswer } from "../http/parse-answer.js";
import type { FoundReceiver } from "../page/index.js";
import { SyncError } from "../sync-error.js";
import { type Observation, observe } from "./observation.js";

const summary = "This is a test by telltale verify: nothing is wrong";

/** The prefix of the API of an Alertmanager. */
const alerts = "/api/v2/alerts";

/** An alert that reaches a receiver. */
export interface TestAlert {
  readonly receiver: string;
  readonly labels: Labels;
  /** The kinds of its integrations: `webhook`, `slack`. */
  readonly integrations: readonly string[];
  /** Milliseconds that the Alertmanager waits before it notifies. */
  readonly groupWait: number;
}

/** Composes an alert with the labels of one that reaches the receiver. Its own name keeps it apart, where routes allow. */
export function composeTestAlert({ alertmanager, receiver }: FoundReceiver): TestAlert {
  const { tree } = alertmanager;
  const reaches = (labels: Labels) => tree.route(labels).find((node) => node.receiver === receiver.name);
  const example = alertmanager.alerts.find(({ nodes }) => nodes.some((node) => node.receiver === receiver.name));
  // A label of its own makes a group of its own, where alerts are grouped by all labels.
  const marked = { ...example?.labels, telltale_test: randomUUID().slice(0, 8) };
  const labels = [{ ...marked, alertname: "TelltaleTest" }, marked].find(reaches);
  const node = labels && reaches(labels);
  if (!node)
    throw new SyncError(`no alert reaches the receiver "${receiver.name}"`, "route one to it, or choose another");
  const integrations = Object.keys(receiver).flatMap((key) => /^(\w+)_configs$/.exec(key)?.[1] ?? []);
  return { receiver: receiver.name, labels, integrations, groupWait: durationMs(node.groupWait) ?? 30_000 };
}

/** Has a live Alertmanager notify a receiver of a test alert, and checks that it could. Resolves the alert in the end. */
export async function sendTestAlert(client: HttpClient, alert: TestAlert, deadline: number): Promise<Observation> {
  const name = `a test alert is delivered to ${alert.receiver}`;
  const before = await readCounters(client, alert);
  const startsAt = new Date().toISOString();
  await post(client, alert, { startsAt, endsAt: new Date(Date.now() + 600_000).toISOString() });
  try {
    const end = Math.max(deadline, Date.now() + alert.groupWait + 15_000);
    for (;;) {
      const routed = await readReceivers(client, alert);
      const now = await readCounters(client, alert);
      const failed = now.failed - before.failed;
      if (failed > 0)
        return observe(name, 1, ["its integration refused the notification: the log of the Alertmanager says why"]);
      if (routed.includes(alert.receiver) && now.sent > before.sent) return observe(name, 1, []);
      if (Date.now() > end) return observe(name, 1, [describeMissing(routed, alert)]);
      await pause(500);
    }
  } finally {
    await post(client, alert, { startsAt, endsAt: new Date().toISOString() });
  }
}

function describeMissing(routed: readonly string[], { receiver }: TestAlert): string {
  if (routed.includes(receiver))
    return "it was routed there, and no notification was sent: is it silenced or inhibited?";
  return routed.length === 0 ? "the Alertmanager does not show it" : `it was routed to ${routed.join(", ")}`;
}

async function post(client: HttpClient, { labels }: TestAlert, times: object): Promise<void> {
  const body = JSON.stringify([{ labels, annotations: { summary }, ...times }]);
  const request = { method: "POST", path: alerts, body } as const;
  const response = await client.send(request);
  if (response.status !== 200) throw client.fail(request, response);
}

/** The receivers that the Alertmanager chose for the alert. */
async function readReceivers(client: HttpClient, { labels }: TestAlert): Promise<readonly string[]> {
  const filter = encodeURIComponent(`telltale_test="${labels.telltale_test}"`);
  const path = `${alerts}?filter=${filter}`;
  const response = await client.get(path);
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  return objectsOf(parseAnswer(response)).flatMap((one) => objectsOf(one.receivers).map(({ name }) => String(name)));
}

/**
 * The requests of an Alertmanager to integrations such as those of the receiver, and those of them that failed. It counts
 * notifications as failed only when it gives up, minutes later.
 */
async function readCounters(client: HttpClient, { integrations }: TestAlert) {
  const response = await client.get("/metrics");
  if (response.status !== 200) throw client.fail({ method: "GET", path: "/metrics" }, response);
  const sum = (metric: string) =>
    [...response.text.matchAll(new RegExp(`^${metric}\\{([^}]*)\\} (\\S+)$`, "gm"))]
      .filter(([, labels]) => integrations.includes(/integration="([^"]*)"/.exec(labels!)?.[1] ?? ""))
      .reduce((total, [, , value]) => total + Number(value), 0);
  const failed = sum("alertmanager_notification_requests_failed_total");
  return { sent: sum("alertmanager_notification_requests_total") - failed, failed };
}
