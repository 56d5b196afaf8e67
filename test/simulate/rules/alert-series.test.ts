import { describe, expect, test } from "vitest";
import { oneRule, Replay } from "./replay.js";

const pendingFirst = oneRule("alert: High", "expr: m > 5", "for: 2m", "labels: {severity: page}");

describe("ALERTS and ALERTS_FOR_STATE", () => {
  test("show the state of alerts and since when", () => {
    const replay = new Replay(pendingFirst, ['m{a="1"} 1 9 9 9']).until(3);
    expect(replay.at(1, '{__name__=~"ALERTS.*"}')).toEqual({
      'ALERTS{a="1", alertname="High", alertstate="pending", severity="page"}': 1,
      'ALERTS_FOR_STATE{a="1", alertname="High", severity="page"}': 60,
    });
    expect(replay.at(3, '{__name__=~"ALERTS.*"}')).toEqual({
      'ALERTS{a="1", alertname="High", alertstate="firing", severity="page"}': 1,
      'ALERTS_FOR_STATE{a="1", alertname="High", severity="page"}': 60,
    });
  });

  test("end when the alert does", () => {
    const replay = new Replay(pendingFirst, ["m 9 9 9 1"]).until(3);
    expect(replay.at(2, "count({__name__=~'ALERTS.*'})")).toEqual({ "{}": 2 });
    expect(replay.at(3, "{__name__=~'ALERTS.*'}")).toEqual({});
  });

  test("are visible to later rules immediately, and to earlier rules at the next evaluation", () => {
    const rules = `
groups:
- name: g
  rules:
  - {record: before, expr: count(ALERTS)}
  - {alert: High, expr: m > 5}
  - {record: after, expr: count(ALERTS)}
`;
    const replay = new Replay(rules, ["m 1 9 9"]).until(2);
    expect(replay.at(1, "before or after")).toEqual({ after: 1 });
    expect(replay.at(2, "before + after")).toEqual({ "{}": 2 });
  });

  test("do not have external labels", () => {
    const replay = new Replay(pendingFirst, ["m 9"], { externalLabels: { cluster: "eu" } }).until(0);
    expect(replay.at(0, "ALERTS")).toEqual({ 'ALERTS{alertname="High", alertstate="pending", severity="page"}': 1 });
  });

  test("keep the template of a label that expands to nothing", () => {
    const rules = oneRule("alert: High", "expr: m", 'labels: {team: "{{ $labels.team }}"}');
    const replay = new Replay(rules, ["m 1"]).until(0);
    expect(replay.engine.alerts()[0]!.labels).toEqual({ alertname: "High" });
    expect(replay.at(0, "ALERTS")).toEqual({
      'ALERTS{alertname="High", alertstate="firing", team="{{ $labels.team }}"}': 1,
    });
  });
});
