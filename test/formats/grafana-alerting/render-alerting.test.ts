import { expect, test } from "vitest";
import type { GrafanaRule } from "../../../src/formats/grafana-alerting/index.js";
import { renderAlerting, renderInhibitionRules } from "../../../src/formats/grafana-alerting/index.js";
import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import { interpolateFile } from "./interpolate.js";

const rule: GrafanaRule = {
  uid: "shop-fails",
  title: "Fails$HOME",
  condition: "threshold",
  data: [
    {
      refId: "query",
      queryType: "prometheus",
      relativeTimeRange: { from: 660, to: 60 },
      datasourceUid: "prom",
      model: { expr: 'up{path=~"a$"}', refId: "query" },
    },
  ],
  noDataState: "OK",
  execErrState: "OK",
  for: "5m",
  missing_series_evals_to_resolve: 1,
  annotations: { summary: "{{ $labels.app }} costs $5 and ${HOME}" },
  labels: { price: "$$1" },
  isPaused: false,
};

const groups = [{ name: "shop", folder: "Shop", interval: "1m", rules: [rule] }];

test("what Grafana reads is what was meant, also with dollars", () => {
  const templates = [{ name: "telltale", template: '{{ $x := 1 }}{{ define "a" }}{{ $x }}{{ end }}' }];
  const muteTimes = [{ name: "nights", time_intervals: [{ weekdays: ["monday"] }] }];
  const policies = [{ receiver: "team", object_matchers: [["path", "=~", "a$"]] }] as const;
  const read = interpolateFile(parseYaml(renderAlerting({ groups, templates, muteTimes, policies })));
  expect(read).toEqual({ apiVersion: 1, groups, templates, muteTimes, policies });
});

test("a secret is the variable or the file that holds it, also within a text", () => {
  const key = { kind: "secret", name: "KEY" } as const;
  const other = { kind: "secret", name: "/run/key", path: "/run/key" } as const;
  const settings = { key, other, url: { kind: "secret text", parts: ["https://a/$/", key, "/b"] } as const };
  const receivers = [{ uid: "a", type: "webhook", settings, disableResolveMessage: false }];
  const text = renderAlerting({ contactPoints: [{ name: "a", receivers }] });
  expect(text).toContain("key: $__env{KEY}\n");
  expect(interpolateFile(parseYaml(text))).toMatchObject({
    contactPoints: [
      { receivers: [{ settings: { key: "<env KEY>", other: "<file /run/key>", url: "https://a/$/<env KEY>/b" } }] },
    ],
  });
});

test("inhibition rules are documents of one file", () => {
  const spec = { source_matchers: [], target_matchers: [], equal: ["app"] };
  const one = { apiVersion: "v1", kind: "InhibitionRule", metadata: { name: "a" }, spec } as const;
  const [first, second, ...others] = renderInhibitionRules([one, { ...one, metadata: { name: "b" } }]).split("---\n");
  expect([parseYaml(first!), parseYaml(second!), others]).toEqual([one, { ...one, metadata: { name: "b" } }, []]);
});
