import type { CompiledAlert } from "../../../src/compile/index.js";
import type { Integration } from "../../../src/formats/alertmanager/types.js";
import type { Notification, NotifiedAlert } from "../../../src/gotemplate/alertmanager/notification-data.js";
import { expandAlertTemplate } from "../../../src/gotemplate/expand.js";
import { alertTemplateOptions, findLabelUses, parseTemplate } from "../../../src/gotemplate/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";

/** 28 November 2026, 13:24 UTC */
export const startsAt = Date.UTC(2026, 10, 28, 13, 24);
const version = { major: 3, minor: 5 };

/** An instance of an alert as Prometheus sends it: each label that its texts read has a value with a number. */
export function exampleAlert(
  { data, definition }: CompiledAlert,
  system: SystemFacts,
  number: number,
  status: NotifiedAlert["status"] = "firing",
): NotifiedAlert {
  const texts = Object.values(data.annotations ?? {});
  const read = texts.flatMap((text) => {
    const { template } = parseTemplate(text, alertTemplateOptions(version));
    return template === undefined ? [] : findLabelUses(template).labels.map(({ label }) => label);
  });
  const names = [...new Set([system.serviceLabel, ...read])];
  const sampleLabels = Object.fromEntries(names.map((name) => [name, `${name}-${number}`]));
  const expand = (text: string) => {
    const context = { labels: sampleLabels, externalLabels: {}, externalUrl: "", name: data.alert, time: 0, version };
    const result = expandAlertTemplate(text, { ...context, value: exampleValue(data.expr) }, () => ({ samples: [] }));
    if ("error" in result) throw new Error(`${definition.name}: ${result.error}`);
    return result.text;
  };
  const expandAll = (values: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, text]) => [name, expand(text)]));
  return {
    status,
    labels: { ...sampleLabels, ...expandAll(data.labels), alertname: data.alert },
    annotations: expandAll(data.annotations),
    startsAt: startsAt + number * 60_000,
    endsAt: startsAt + number * 60_000 + 720_123,
  };
}

/** A value at which the alert fires: half as much again as its limit, or half of it. */
function exampleValue(expr: string): number {
  const [, operator, limit] = /([<>])=?\s*(?:bool\s+)?([0-9.]+)/.exec(expr) ?? [];
  return limit === undefined ? 3 : Number(limit) * (operator === "<" ? 0.5 : 1.5);
}

export function exampleNotification(alerts: readonly NotifiedAlert[], groupBy: readonly string[]): Notification {
  const shared = groupBy.filter((name) => alerts.every(({ labels }) => labels[name] === alerts[0]!.labels[name]));
  const groupLabels = Object.fromEntries(
    shared.flatMap((name) => (alerts[0]!.labels[name] === undefined ? [] : [[name, alerts[0]!.labels[name]!]])),
  );
  return { receiver: "team", alerts, groupLabels, externalUrl: "https://alerts.example.com" };
}

/** The templates of an integration, by the path of the field: `links.0.href`. */
export function templatesOf(integration: Integration): readonly (readonly [path: string, template: string])[] {
  const visit = (value: unknown, path: string): readonly (readonly [string, string])[] => {
    if (typeof value === "string") return value.includes("{{") ? [[path, value]] : [];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => visit(inner, path === "" ? key : `${path}.${key}`));
  };
  return visit(integration, "");
}
