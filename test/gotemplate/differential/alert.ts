import type { AlertTemplateData, Expansion, TemplateQuery, TemplateSample } from "../../../src/gotemplate/expand.js";

/** The series that templates query, in the notation of promtool's rule tests. */
export const series: Readonly<Record<string, number>> = {
  "many{instance='a:1',zone='x'}": 1e6,
  "many{instance='b:1',zone='x'}": 2.5,
  "many{instance='é:1'}": Number.NaN,
  "limits{is='high'}": Number.POSITIVE_INFINITY,
  "limits{is='low'}": Number.NEGATIVE_INFINITY,
  "limits{is='none'}": Number.NaN,
  "one{job='api',__value__='shown'}": 42,
};

/** The results of queries. Without `sort`, their order in Prometheus is undefined. */
const samples: Readonly<Record<string, readonly TemplateSample[]>> = {
  "sort(many)": [
    { labels: { __name__: "many", instance: "b:1", zone: "x" }, value: 2.5 },
    { labels: { __name__: "many", instance: "a:1", zone: "x" }, value: 1e6 },
    { labels: { __name__: "many", instance: "é:1" }, value: Number.NaN },
  ],
  "sort(limits)": [
    { labels: { __name__: "limits", is: "low" }, value: Number.NEGATIVE_INFINITY },
    { labels: { __name__: "limits", is: "high" }, value: Number.POSITIVE_INFINITY },
    { labels: { __name__: "limits", is: "none" }, value: Number.NaN },
  ],
  one: [{ labels: { __name__: "one", job: "api", __value__: "shown" }, value: 42 }],
  none: [],
};

export const query: TemplateQuery = (expr) => {
  const result = samples[expr];
  return result === undefined ? { error: `no such query: ${expr}` } : { samples: result };
};

/** The alert of every template. */
export const alert: AlertTemplateData = {
  labels: {
    __name__: "alerting",
    instance: "db1.example.com:9100",
    job: "api-server",
    num: "12.5",
    odd: "a\"b'c<d>&e=f\tg\\é",
    pct: "95%",
  },
  externalLabels: { cluster: "eu", replica: "A" },
  externalUrl: "http://prom.example:9090/sub/path",
  value: 1234.5678,
  name: "__alert_Tried",
  time: 60_000,
  version: { major: 2, minor: 42 },
};

/** Prints an expansion as it appears in an alert. */
export function showExpansion(expansion: Expansion): string {
  return "error" in expansion ? `<error expanding template: ${expansion.error}>` : expansion.text;
}
