import type { AlertTemplateData, Expansion, TemplateQuery, TemplateSample } from "../../../src/gotemplate/expand.js";

/** The series that templates query, as a file of rule tests writes them. */
export const series: Readonly<Record<string, number>> = {
  "many{instance='a:1',zone='x'}": 1e6,
  "many{instance='b:1',zone='x'}": 2.5,
  "many{instance='é:1'}": Number.NaN,
  "limits{is='high'}": Number.POSITIVE_INFINITY,
  "limits{is='low'}": Number.NEGATIVE_INFINITY,
  "limits{is='none'}": Number.NaN,
  "one{job='api',__value__='shown'}": 42,
};

/** What comes of querying them. Without `sort`, Prometheus gives them in whichever order it likes. */
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
  const found = samples[expr];
  return found === undefined ? { error: `no such query: ${expr}` } : { samples: found };
};

/** The alert that every template is tried on. */
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

/** An expansion as it shows in an alert. */
export function shown(expansion: Expansion): string {
  return "error" in expansion ? `<error expanding template: ${expansion.error}>` : expansion.text;
}
