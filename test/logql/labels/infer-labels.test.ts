import { expect, test } from "vitest";
import { inferLabels, type StreamSchema } from "../../../src/logql/index.js";
import { read } from "../corpus.js";

const shop: StreamSchema = {
  labels: new Set(["app", "pod"]),
  fields: new Set(["level", "message", "latency", "pod"]),
  format: "json",
};

/** The labels of a result; `…` if there may be others. */
function labels(text: string, schema: StreamSchema | undefined = shop): string {
  const { names, isOpen } = inferLabels(read(text), () => schema);
  return [...[...names].sort(), ...(isOpen ? ["…"] : [])].join(" ");
}

test.each([
  ['{app="a"} | json', "app latency level message pod pod_extracted"],
  ['{app="a"} | logfmt', "app pod"],
  ['{app="a"} | json l="level", latency', "app l latency pod"],
  ['{app="a"} | logfmt l="level"', "app l pod"],
  ['{app="a"} | pattern "<ip> <_> <path>"', "app ip path pod"],
  ['{app="a"} | regexp "(?P<code>\\\\d+) (x)"', "app code pod"],
  ['{app="a"} | unpack', "app pod …"],
  ['{app="a"} | json | label_format l=level, n="x"', "app l latency message n pod pod_extracted"],
  ['{app="a"} | json | drop message, level="x"', "app latency level pod pod_extracted"],
  ['{app="a"} | json | keep level, app="a", foo', "app level"],
  ['{app="a"} |= "x" | line_format "x" | decolorize | app="b"', "app pod"],
  ['sum(rate({app="a"} | json [5m]))', ""],
  ['sum by (level, foo) (rate({app="a"} | json [5m]))', "level"],
  ['sum without (pod) (rate({app="a"}[5m]))', "app"],
  ['topk(3, rate({app="a"}[5m]))', "app pod"],
  ['avg_over_time({app="a"} | json l="latency" | unwrap l [5m])', "app pod"],
  ['avg_over_time({app="a"} | json | unwrap latency [5m]) by (level)', "level"],
  ['absent_over_time({app="a", pod=~"b.*"}[5m])', "app"],
  ['sum by (pod) (rate({app="a"}[5m])) / on () sum(rate({app="a"}[5m]))', ""],
  ['rate({app="a"}[5m]) / ignoring (pod) group_left rate({app="a"}[5m])', "app pod"],
  ['rate({app="a"}[5m]) * on (app) group_left (level) sum by (app) (rate({app="a"}[5m]))', "app level pod"],
  ['rate({app="a"}[5m]) > (1 + 1)', "app pod"],
  ['sum by (app) (rate({app="a"}[5m])) or sum by (pod) (rate({app="a"}[5m]))', "app pod"],
  ['label_replace(rate({app="a"}[5m]), "team", "$1", "app", "(.*)")', "app pod team"],
  ["vector(0) + 1", ""],
])("%s has the labels %s", (text, expected) => {
  expect(labels(text)).toBe(expected);
});

test("the labels of unknown streams are open", () => {
  const { names, isOpen } = inferLabels(read('{app="a"} | json | label_format l=level'), () => undefined);
  expect({ names: [...names], isOpen }).toEqual({ names: ["l"], isOpen: true });
});
