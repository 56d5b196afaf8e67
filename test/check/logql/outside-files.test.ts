import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { checks } from "../../../src/check/registry.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { catalogue } from "./check-logql.js";

const cart = '{app="cart", namespace="shop"}';

/** A mistake for each check of log queries. Numbers suit panels and rules. */
const mistakes: Readonly<Record<string, string>> = {
  "logql/bad-stage": `sum(count_over_time(${cart} |~ "payment (" [5m]))`,
  "logql/late-line-filter": `sum(count_over_time(${cart} | json | level="ERROR" |= "timeout" [5m]))`,
  "logql/never-matches": `sum(count_over_time(${cart} | json | level="ERROR" | level="WARNING" [5m]))`,
  "logql/unaggregated": `count_over_time(${cart} | json | level="ERROR" [5m])`,
  "logql/unchecked-error": `max(max_over_time(${cart} | json | unwrap latency [5m]))`,
  "logql/unknown-label": `sum(count_over_time(${cart} | json | levl="ERROR" [5m]))`,
  "logql/unknown-label-value": `sum(count_over_time(${cart} | json | level="error" [5m]))`,
  "logql/unwrap-text": `max(max_over_time(${cart} | json | unwrap level | __error__="" [5m]))`,
};

function found(path: string, value: object): string[] {
  const files = [{ path, text: JSON.stringify(value) }];
  const versions = { prometheusVersion: "3.5", alertmanagerVersion: "0.28" };
  return checkFiles(files, { ...versions, today: "2026-06-01", findings: allFindings, catalogue })
    .filter(({ span }) => span !== undefined)
    .map(({ id }) => id);
}

const datasource = { type: "loki", uid: "loki" };

describe("log queries of files", () => {
  test("there is a mistake for each check", () => {
    const ids = checks.flatMap(({ id, on }) => (on === "logql" ? [id as string] : []));
    // These two are about rules alone, and have tests of their own.
    const ofRules = ["logql/lines-in-rule", "logql/no-comparison"];
    expect([...Object.keys(mistakes), ...ofRules].sort()).toEqual(ids.sort());
  });

  test.each(Object.entries(mistakes))("%s is found in a dashboard and in a rule file", (id, expr) => {
    const panel = { title: "Cart", datasource, targets: [{ refId: "A", expr }] };
    expect(found("cart.json", { title: "Cart", panels: [panel] })).toContain(id);
    const annotations = { list: [{ name: "Errors", datasource, expr }] };
    expect(found("cart.json", { title: "Cart", annotations, panels: [] })).toContain(id);
    const rules = [
      { alert: "CartErrors", expr: `(${expr}) > 0` },
      { alert: "CartTimeouts", expr: `sum(rate(${cart} |= "timeout" [5m])) > 0` },
    ];
    expect(found("rules.yml", { groups: [{ name: "cart", rules }] })).toContain(id);
  });
});
