import { describe, expect, test } from "vitest";
import { bucketsFrom, createStore, nativeHistogram } from "../../../src/promql/evaluate/index.js";
import type { PrometheusVersion } from "../../../src/promql/index.js";
import { createRuleEngine } from "../../../src/simulate/index.js";
import { groupsIn, old, Replay, recent } from "./replay.js";

/** A rule file with one alert and the given fields. */
const alert = (fields: string) => `
groups:
- name: g
  rules:
  - alert: A
    expr: m
    ${fields.trim().replace(/\n/g, "\n    ")}
`;

describe("the labels of an alert", () => {
  const labelsOf = (fields: string, series = 'm{a="1", alertname="other"} 7') => {
    const [found] = new Replay(alert(fields), [series], { externalLabels: { cluster: "eu" } }).until(0).engine.alerts();
    return found!.labels;
  };

  test("are those of the sample without its name, those of the rule, and alertname", () => {
    expect(labelsOf("labels: {b: '2'}")).toEqual({ a: "1", alertname: "A", b: "2" });
  });

  test("are expanded with the result of the expression", () => {
    const fields = `labels: {b: "{{ $labels.a }}{{ $labels.__name__ }}", v: "{{ $value }}", c: "{{ $externalLabels.cluster }}"}`;
    expect(labelsOf(fields)).toEqual({ a: "1", alertname: "A", b: "1m", v: "7", c: "eu" });
  });

  test("are absent if they expand to nothing", () => {
    expect(labelsOf(`labels: {a: "{{ $labels.nothing }}", b: ""}`)).toEqual({ alertname: "A" });
  });

  test("identify alerts: another value makes another alert", () => {
    const replay = new Replay(alert(`labels: {v: "{{ $value }}"}\nfor: 1m`), ["m 1 1 2"]).until(2);
    expect(replay.changes).toEqual(["0 A(v=1) pending", "1 A(v=1) firing", "2 A(v=2) pending", "2 A(v=1) inactive"]);
  });
});

describe("the annotations of an alert", () => {
  const annotationsOf = (fields: string, series: readonly string[], minutes: number) =>
    new Replay(alert(fields), series, { externalUrl: "http://here" }).until(minutes).engine.alerts()[0]!.annotations;

  test("are expanded at every evaluation", () => {
    expect(annotationsOf(`annotations: {s: "{{ $value }} at {{ $externalURL }}"}`, ["m 1 2 3"], 2)).toEqual({
      s: "3 at http://here",
    });
  });

  test("are kept even if they are empty", () => {
    expect(annotationsOf(`annotations: {s: "{{ $labels.nothing }}", t: ""}`, ["m 1"], 0)).toEqual({ s: "", t: "" });
  });

  test("stay at the last result while keep_firing_for holds the alert", () => {
    const fields = `annotations: {s: "{{ $value }}"}\nkeep_firing_for: 5m`;
    expect(annotationsOf(fields, ["m 1 2 stale"], 3)).toEqual({ s: "2" });
  });

  test("may query the store as of the evaluation", () => {
    const fields = `annotations: {s: '{{ query "sum(n)" | first | value }}'}`;
    const replay = new Replay(alert(fields), ["m 1 1", "n 5 6"]);
    replay.engine.evaluate(0);
    const [first] = replay.engine.alerts();
    replay.store.append({ __name__: "n", more: "yes" }, 0, 100);
    expect(first!.annotations).toEqual({ s: "5" });
    replay.engine.evaluate(60_000);
    expect(replay.engine.alerts()[0]!.annotations).toEqual({ s: "106" });
  });

  test("contain the error of a failed template", () => {
    expect(annotationsOf(`annotations: {s: "{{ .Nope }}", t: '{{ query "(" }}'}`, ["m 1"], 0)).toEqual({
      s: expect.stringMatching(
        /^<error expanding template: error executing template __alert_A: .*can't evaluate field/,
      ),
      t: expect.stringMatching(/^<error expanding template: error executing template __alert_A: .*error calling query/),
    });
  });

  test("do not depend on when a snapshot is read", () => {
    const replay = new Replay(alert(`annotations: {s: "{{ $value }}"}`), ["m 1 2 stale"]).until(2);
    const read = replay.engine.transitions.map(({ to, alert: snapshot }) => [to, snapshot.annotations.s]);
    expect(read).toEqual([
      ["pending", "1"],
      ["firing", "1"],
      ["inactive", "2"],
    ]);
  });
});

describe("a native histogram raises an alert", () => {
  const annotationsIn = (version: PrometheusVersion) => {
    const store = createStore();
    store.append({ __name__: "m" }, 0, nativeHistogram({ count: 3, sum: 4, positive: bucketsFrom(0, [1, 2]) }));
    const groups = groupsIn(alert(`annotations: {s: "{{ $value }}"}`), version);
    const engine = createRuleEngine({ groups, store, version });
    engine.evaluate(0);
    return engine.alerts()[0]!.annotations;
  };

  test("whose value is the histogram, or 0 for older releases", () => {
    expect(annotationsIn(recent)).toEqual({ s: "{count:3, sum:4, (0.5,1]:1, (1,2]:2}" });
    expect(annotationsIn(old)).toEqual({ s: "0" });
  });
});
