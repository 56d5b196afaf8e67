import { receiver, secret, system } from "telltale";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig, Integration } from "../../../src/formats/alertmanager/types.js";
import type { NotifiedAlert } from "../../../src/gotemplate/alertmanager/notification-data.js";
import { renderNotification } from "../../../src/gotemplate/alertmanager/render-notification.js";
import { compiled } from "../project.js";
import { missingAlertmanager, startAlertmanager, startInbox, waitFor } from "./alertmanager-server.js";
import { exampleNotification, templatesOf } from "./example-notification.js";

const page = receiver.pagerduty("on-call", { key: secret("KEY") });
const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });
const shop = system("shop", {
  routes: { critical: { to: [page, team], groupWait: "1s", groupInterval: "1s" } },
});

const { artifacts } = compiled(shop, { versions: { alertmanager: "0.25" } });
const configuration = artifacts.find(({ kind }) => kind === "alertmanager")!;
const templates = renderArtifact(artifacts.find(({ kind }) => kind === "notification templates")!);
const { receivers } = configuration.value as AlertmanagerConfig;
const externalUrl = "https://alerts.example.com";

const now = Math.floor(Date.now() / 1000) * 1000;

function alert(pod: string, changes: Partial<NotifiedAlert> = {}): NotifiedAlert {
  return {
    status: "firing",
    labels: { alertname: "CartFails", severity: "critical", environment: "prod", system: "shop", job: "cart", pod },
    annotations: {
      summary: `Cart fails 12 % of <requests> on ${pod}`,
      description: "More than 5 % & rising.",
      runbook_url: "https://runbooks.example.com/cart-fails",
      panel_url: `https://grafana.example.com/d/cart/cart?viewPanel=1&var-pod=${pod}`,
    },
    startsAt: now - 600_000,
    endsAt: now + 600_000,
    ...changes,
  };
}

/** An alert as Prometheus posts it. */
function posted({ labels, annotations, startsAt, endsAt }: NotifiedAlert): object {
  return { labels, annotations, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
}

/** Our own rendering of a receiver's fields, by path. */
function rendered(integration: Integration, alerts: readonly NotifiedAlert[]): Readonly<Record<string, string>> {
  const notification = exampleNotification(alerts, shop.groupBy);
  const fields = templatesOf(integration).map(([path, template]) => {
    const result = renderNotification(template, notification, { templates, version: { major: 0, minor: 25 }, now });
    return [path, "text" in result ? result.text : result.error] as const;
  });
  return Object.fromEntries(fields);
}

interface SlackMessage {
  readonly channel: string;
  readonly attachments: readonly Readonly<Record<string, string>>[];
}

interface PagerdutyEvent {
  readonly event_action: string;
  readonly payload: Readonly<Record<string, unknown>> & { readonly custom_details: Readonly<Record<string, string>> };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

describe.skipIf(missingAlertmanager())("Alertmanager sends what we render", () => {
  let inbox: Awaited<ReturnType<typeof startInbox>>;
  let alertmanager: Awaited<ReturnType<typeof startAlertmanager>>;

  beforeAll(async () => {
    inbox = await startInbox();
    // Only the address of PagerDuty is not a secret.
    const text = renderArtifact(configuration).replace(
      /^( *)- routing_key_file:/m,
      `$1- url: ${inbox.url}/pagerduty\n$1  routing_key_file:`,
    );
    const files = {
      "alertmanager.yml": text,
      "templates/telltale.tmpl": templates,
      "secrets/URL": `${inbox.url}/slack`,
      "secrets/KEY": "key",
    };
    alertmanager = await startAlertmanager(files, externalUrl);
  });

  afterAll(async () => {
    await alertmanager?.stop();
    inbox?.stop();
  });

  const bodies = <T>(path: string) => inbox.received.filter((one) => one.path === path).map(({ body }) => body as T);

  /** Posts alerts, and waits for the next message of both receivers. */
  async function notify(alerts: readonly NotifiedAlert[]) {
    const counts = [bodies("/slack").length, bodies("/pagerduty").length];
    await alertmanager.send(alerts.map(posted));
    await waitFor(() => bodies("/slack").length > counts[0]! && bodies("/pagerduty").length > counts[1]!).catch(() => {
      throw new Error(`no notification:\n${alertmanager.log()}`);
    });
    return {
      slack: bodies<SlackMessage>("/slack").at(-1)!.attachments[0]!,
      event: bodies<PagerdutyEvent>("/pagerduty").at(-1)!,
    };
  }

  function expectRendered(sent: Awaited<ReturnType<typeof notify>>, alerts: readonly NotifiedAlert[]): void {
    const slack = rendered(receivers.find(({ slack_configs }) => slack_configs)!.slack_configs![0]!, alerts);
    for (const field of ["title", "title_link", "text", "fallback", "color", "footer"]) {
      expect(sent.slack[field], field).toBe(slack[field]);
    }
    const event = rendered(
      receivers.find(({ pagerduty_configs }) => pagerduty_configs)!.pagerduty_configs![0]!,
      alerts,
    );
    const { payload, links } = sent.event;
    for (const field of ["severity", "class", "component", "group", "source"]) {
      expect(payload[field] ?? "", field).toBe(event[field]);
    }
    expect(payload.summary).toBe(event.description);
    for (const field of ["description", "firing", "resolved"]) {
      expect(payload.custom_details[field] ?? "", field).toBe(event[`details.${field}`]);
    }
    const hrefs = Object.entries(event).flatMap(([path, href]) => (/^links\./.test(path) && href !== "" ? [href] : []));
    expect(links.map(({ href }) => href)).toEqual(hrefs);
  }

  test("one alert, a group, and its end", { timeout: 20_000 }, async () => {
    const first = [alert("cart-a")];
    const one = await notify(first);
    expectRendered(one, first);
    expect(one.slack.title).toBe("[CRITICAL] shop prod: CartFails cart");
    expect(one.event).toMatchObject({ event_action: "trigger", payload: { severity: "critical" } });

    const both = [...first, alert("cart-b")];
    expectRendered(await notify(both), both);

    const over = both.map((one) => ({ ...one, status: "resolved" as const, endsAt: now - 1000 }));
    const end = await notify(over);
    expectRendered(end, over);
    expect(end.slack.title).toBe("[RESOLVED] shop prod: CartFails cart (2 resolved)");
    expect(end.event.event_action).toBe("resolve");
  });
});
