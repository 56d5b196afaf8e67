import { describe, expect, test } from "vitest";
import { originLabels, renderNotificationTemplates } from "../../../src/compile/alertmanager/notification-templates.js";
import type { NotifiedAlert } from "../../../src/gotemplate/alertmanager/notification-data.js";
import { renderNotification } from "../../../src/gotemplate/alertmanager/render-notification.js";
import { exampleNotification, startsAt } from "../alertmanager/example-notification.js";

const ofGrafana = renderNotificationTemplates(originLabels, "grafana");
const ofAlertmanager = renderNotificationTemplates(originLabels);

/** An alert as Grafana notifies it: with a label for its folder. */
function alertIn(folder: string | undefined): NotifiedAlert {
  const labels = {
    alertname: "CartFails",
    severity: "critical",
    environment: "prod",
    system: "shop",
    app: "cart & co",
  };
  return {
    status: "firing",
    labels: { ...labels, ...(folder !== undefined && { grafana_folder: folder }) },
    annotations: { summary: "The cart fails", description: "Look at it" },
    startsAt,
    endsAt: startsAt + 60_000,
  };
}

function render(name: string, templates: string, folder?: string) {
  const notification = {
    ...exampleNotification([alertIn(folder)], ["alertname", "app"]),
    externalUrl: "https://g.example/",
  };
  const options = { templates, version: { major: 0, minor: 28 }, now: startsAt };
  const result = renderNotification(`{{ template "telltale.${name}" . }}`, notification, options);
  if ("error" in result) throw new Error(result.error);
  return result.text;
}

describe("the texts of notifications from Grafana", () => {
  test.each(["title", "slack.text", "slack.color", "slack.footer", "pagerduty.description", "text.firing"])(
    "%s is that of Alertmanager, but for addresses",
    (name) => {
      const withoutLinks = (text: string) => text.replace(/https:\/\/g\.example\S*/g, "");
      expect(withoutLinks(render(name, ofGrafana, "Shop"))).toBe(withoutLinks(render(name, ofAlertmanager)));
    },
  );

  test("the address of a silence matches the labels that the alerts share", () => {
    const address = new URL(render("silence", ofGrafana, "Shop"));
    expect([address.origin, address.pathname]).toEqual(["https://g.example", "/alerting/silence/new"]);
    expect(address.searchParams.get("alertmanager")).toBe("grafana");
    const { labels } = alertIn("Shop");
    const matchers = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    expect(address.searchParams.getAll("matcher").sort()).toEqual(matchers.sort());
  });

  test("without another address, a title leads to the alerts of Grafana", () => {
    expect(render("link", ofGrafana)).toBe("https://g.example/alerting/list");
  });

  test("they read only what Grafana's data has, as Alertmanager's has", () => {
    const fields = new Set([...ofGrafana.matchAll(/[\s(]\$?\.([A-Z]\w*)/g)].map(([, name]) => name!));
    const known =
      "Alerts Annotations CommonAnnotations CommonLabels EndsAt ExternalURL GroupLabels Labels Name SortedPairs StartsAt Status Value Values";
    expect([...fields].filter((name) => !known.split(" ").includes(name))).toEqual([]);
    expect(ofGrafana).not.toContain("telltale.email.html");
  });
});
