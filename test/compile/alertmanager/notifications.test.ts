import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { originLabels, renderNotificationTemplates } from "../../../src/compile/alertmanager/notification-templates.js";
import { emailTexts, pagerdutyTexts, slackTexts } from "../../../src/compile/alertmanager/receiver-texts.js";
import { compileProject } from "../../../src/compile/index.js";
import type { Integration } from "../../../src/formats/alertmanager/types.js";
import type { Notification, NotifiedAlert } from "../../../src/gotemplate/alertmanager/notification-data.js";
import { renderNotification } from "../../../src/gotemplate/alertmanager/render-notification.js";
import { loadProject } from "../../../src/project/load/load-project.js";
import { renderWithAmtool } from "../../gotemplate/alertmanager/amtool-render.js";
import { missingTool } from "../../oracles/tools.js";
import { exampleAlert, exampleNotification, startsAt, templatesOf } from "./example-notification.js";

const goldens = fileURLToPath(new URL("./goldens/", import.meta.url));
const repository = fileURLToPath(new URL("../../..", import.meta.url));
const templates = renderNotificationTemplates(originLabels);
const oldest = { major: 0, minor: 25 };

interface Case {
  /** Path of the golden, without its extension. */
  readonly path: string;
  readonly serviceLabel: string;
  readonly notifications: Readonly<Record<string, Notification>>;
}

/** One firing alert, the same resolved, and a group. */
function caseOf(path: string, serviceLabel: string, groupBy: readonly string[], alert: AlertMaker): Case {
  const notify = (...alerts: readonly NotifiedAlert[]) => exampleNotification(alerts, groupBy);
  const notifications = {
    firing: notify(alert(1, "firing")),
    resolved: notify(alert(1, "resolved")),
    group: notify(alert(1, "firing"), alert(2, "firing"), alert(3, "resolved")),
    ...(path.startsWith("shop/") && {
      twenty: notify(...Array.from({ length: 20 }, (_, at) => alert(at + 1, "firing"))),
    }),
  };
  return { path, serviceLabel, notifications };
}

type AlertMaker = (number: number, status: NotifiedAlert["status"]) => NotifiedAlert;

/** An alert with everything that the texts know, and with characters that must be escaped. */
const cartFails: AlertMaker = (number, status) => ({
  status,
  labels: {
    alertname: "CartFails",
    severity: "critical",
    environment: "prod",
    system: "shop",
    job: "cart",
    pod: `cart-${number}`,
    query: 'a+b <!channel> & "c"',
  },
  annotations: {
    summary: `Cart fails 12 % of <requests> on cart-${number}`,
    description: "More than 5 % & rising.\nSee the dashboard first.",
    value: `${number}.5`,
    runbook_url: "https://runbooks.example.com/cart-fails",
    dashboard_url: "https://grafana.example.com/d/cart/cart",
    panel_url: `https://grafana.example.com/d/cart/cart?viewPanel=1&var-pod=cart-${number}`,
    logs_url: `https://grafana.example.com/explore?left=%7B%22pod%22%3A%22cart-${number}%22%7D`,
  },
  startsAt: startsAt + number * 60_000,
  endsAt: startsAt + number * 60_000 + 720_123,
});

/** An alert of a foreign rule file, without annotations and labels of its own. */
const bare: AlertMaker = (number, status) => ({
  ...cartFails(number, status),
  labels: { alertname: "Down", pod: `${number}` },
  annotations: {},
});

let cases: readonly Case[];

beforeAll(async () => {
  const { project } = await loadProject({ cwd: repository });
  const { artifacts } = compileProject(project!, { environments: ["prod"] });
  const ofSystems = artifacts.flatMap((artifact) => {
    if (artifact.kind !== "prometheus rules") return [];
    const { system, rules } = artifact;
    return rules.flatMap((rule) =>
      rule.kind === "alert"
        ? [
            caseOf(
              `${system.name}/${rule.group}.${rule.data.alert}`,
              system.serviceLabel,
              system.groupBy,
              (...instance) => exampleAlert(rule, system, ...instance),
            ),
          ]
        : [],
    );
  });
  cases = [
    ...ofSystems,
    caseOf("shop/complete", "job", ["alertname", "job"], cartFails),
    caseOf("shop/bare", "job", ["alertname", "job"], bare),
  ];
});

/** The templates of all receivers, by kind and field. HTML is escaped. */
function fieldsOf({ path, serviceLabel }: Case) {
  const use = (name: string) => `{{ template "telltale.${name}" . }}`;
  const { html, ...email } = emailTexts({}) as Integration;
  const named = (kind: string, fields: Integration) =>
    templatesOf(fields).map(([path, template]) => [`${kind} ${path}`, template] as const);
  const text = [
    ...named("slack", slackTexts({})),
    ...named("pagerduty", pagerdutyTexts({}, serviceLabel)),
    ...named("email", email),
    // No receiver of a system is a chat of this kind.
    ...(path.startsWith("shop/")
      ? named("chat", { text: use("chat.text"), short: use("chat.short"), sms: use("sms") })
      : []),
  ];
  return { text, html: String(html) };
}

function render(field: string, notification: Notification, html = false): string {
  const result = renderNotification(field, notification, { templates, version: oldest, now: startsAt, html });
  if ("error" in result) throw new Error(result.error);
  return result.text;
}

test("goldens of every alert", async () => {
  for (const one of cases) {
    const { text, html } = fieldsOf(one);
    const sections = Object.entries(one.notifications).map(([title, notification]) => {
      const fields = text.map(([name, template]) => [name, render(template, notification)] as const);
      const lines = fields.flatMap(([name, value]) => {
        if (value === "") return [];
        return value.includes("\n")
          ? [`${name}:`, value.replace(/^/gm, "  ").replace(/ +$/gm, "")]
          : [`${name}: ${value}`];
      });
      return [`==== ${title} ====`, ...lines, ""].join("\n");
    });
    await expect(sections.join("\n")).toMatchFileSnapshot(`${goldens}${one.path}.txt`);
    if (!one.path.startsWith("shop/")) continue;
    for (const [title, notification] of Object.entries(one.notifications)) {
      await expect(render(html, notification, true)).toMatchFileSnapshot(`${goldens}${one.path}.${title}.html`);
    }
  }
});

test("every notification has a title, a text and a link, and no gaps", () => {
  for (const one of cases) {
    const { text } = fieldsOf(one);
    for (const notification of Object.values(one.notifications)) {
      const value = (name: string) => render(text.find(([field]) => field === name)![1], notification);
      expect(value("slack title")).toMatch(/^\[[A-Z]+\] \S/);
      expect(value("slack text")).not.toMatch(/^$|\n\n|<no value>|\s$/);
      expect(value("slack title_link")).toMatch(/^https:/);
      expect(value("pagerduty severity")).toMatch(/^(?:critical|error|warning|info)$/);
      expect(value("pagerduty description")).not.toBe("");
      expect(value("pagerduty source")).not.toBe("");
      expect(value("email text")).not.toMatch(/\n\n\n|<no value>/);
    }
  }
});

test("of a long group the first alerts are listed, with the number of the others", () => {
  const all = (length: number, status: NotifiedAlert["status"]) =>
    Array.from({ length }, (_, at) => cartFails(at, status));
  const text = (name: string, alerts: readonly NotifiedAlert[]) =>
    render(`{{ template "telltale.${name}" . }}`, exampleNotification(alerts, ["alertname"]));
  const many = [...all(20, "firing"), ...all(6, "resolved")];
  const slack = text("slack.text", many);
  expect(slack.match(/^• Cart fails/gm)).toHaveLength(5);
  expect(slack).toContain("\n• <https://alerts.example.com/#/alerts?receiver=team|and 15 more firing>\n");
  expect(slack).toContain("\n• and 1 more resolved\n");
  expect(text("email.text", many)).toMatch(/\n- and 15 more firing\n\n(?:- Resolved: .*\n){5}- and 1 more resolved\n/);
  expect(text("slack.text", all(5, "firing"))).not.toContain("more");
  // The message limit of Telegram and Discord, and that of Pushover.
  expect(text("chat.text", many).length).toBeLessThan(4096);
  expect(text("chat.short", many).length).toBeLessThan(1024);
});

test("labels of other names and severities are understood", () => {
  const other = renderNotificationTemplates({ environment: "deploy.env", system: "team" });
  const labels = { alertname: "A", severity: "Page", "deploy.env": "prod", team: "shop" };
  const notification = exampleNotification([{ ...cartFails(1, "firing"), labels }], ["alertname"]);
  const options = { templates: other, version: oldest, now: startsAt };
  expect(renderNotification('{{ template "telltale.title" . }}', notification, options)).toEqual({
    text: "[PAGE] shop prod: A",
  });
  expect(renderNotification('{{ template "telltale.pagerduty.severity" . }}', notification, options)).toEqual({
    text: "critical",
  });
});

describe.skipIf(missingTool("amtool", "0.25"))("amtool renders the same", () => {
  /** Each process takes a while, so alerts of systems are only rendered as a group. */
  const samples = () =>
    cases.flatMap((one) => {
      const { notifications, path } = one;
      const rendered = path.startsWith("shop/") ? Object.values(notifications) : [notifications.group!];
      return rendered.map((notification) => ({ one, notification }));
    });

  test("texts", { timeout: 60_000 }, () => {
    for (const { one, notification } of samples()) {
      const fields = fieldsOf(one).text.map(([name, template]) => `${name}: ${template}`);
      const text = fields.join("\n");
      expect(render(text, notification)).toBe(renderWithAmtool(text, notification, { templates }));
    }
  });

  test("HTML", { timeout: 60_000 }, () => {
    for (const { one, notification } of samples().filter(({ one }) => one.path.startsWith("shop/"))) {
      const { html } = fieldsOf(one);
      expect(render(html, notification, true)).toBe(renderWithAmtool(html, notification, { templates, html: true }));
    }
  });
});
