import { describe, expect, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };

function errorsOf(text: string): readonly string[] {
  return checkFiles([{ path: "maps.yml", text }], options)
    .filter(({ severity }) => severity === "error")
    .map(({ id, span }) => `${span?.start.line}:${span?.start.column} ${id}`);
}

const rules = `apiVersion: v1
kind: ConfigMap
metadata:
  name: rules
data:
  shop.yml: |
    groups:
      - name: shop
        rules:
          - record: job:up:sum
            expr: sum(up
  notes.txt: |
    groups of people
`;

describe("files in ConfigMaps and Secrets", () => {
  test("a finding has its position in the outer file", () => {
    expect(errorsOf(rules)).toEqual(["11:25 promql/syntax"]);
  });

  test("a configuration of Alloy is known by its name", () => {
    const alloy = rules.replace(
      "shop.yml: |\n",
      'config.alloy: |\n    logging {\n      level = "loud"\n    }\n  shop.yml: |\n',
    );
    expect(errorsOf(alloy)).toEqual(["8:15 alloy/wrong-type", "15:25 promql/syntax"]);
  });

  test("lists, several documents and Secrets are read", () => {
    const indented = rules.replace(/^/gm, "  ").replace("  apiVersion", "- apiVersion");
    expect(errorsOf(`apiVersion: v1\nkind: ConfigMapList\nitems:\n${indented}`)).toEqual(["14:27 promql/syntax"]);
    expect(errorsOf(`apiVersion: v1\nkind: Service\n---\n${rules}`)).toEqual(["14:25 promql/syntax"]);
    const secret = rules.replace("kind: ConfigMap", "kind: Secret").replace("\ndata:", "\nstringData:");
    expect(errorsOf(secret)).toEqual(["11:25 promql/syntax"]);
  });

  test("those beside a PrometheusRule are read, too, as kustomize prints them", () => {
    const manifest =
      "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: a }\nspec: { groups: [] }\n";
    expect(errorsOf(`${rules}---\n${manifest}`)).toEqual(["11:25 promql/syntax"]);
    expect(errorsOf(`${manifest}---\n${rules}`)).toEqual(["16:25 promql/syntax"]);
  });

  test("dashboards and Alertmanager configurations are read, too", () => {
    const text = `apiVersion: v1
kind: ConfigMap
data:
  shop.json: |-
    {
      "title": "Shop",
      "panels": [{ "type": "timeseries", "datasource": { "type": "prometheus", "uid": "a" }, "targets": [{ "expr": "sum(up" }], "title": "Up", "id": 1 }]
    }
  alertmanager.yml: |
    route:
      receiver: nobody
    receivers:
      - name: chat
`;
    expect(errorsOf(text)).toEqual(["7:123 promql/syntax", "11:17 alertmanager/undefined-receiver"]);
  });

  test("a syntax error of the outer file is reported", () => {
    expect(errorsOf("apiVersion: v1\nkind: ConfigMap\ndata: [\n")).toEqual(["4:1 yaml/syntax"]);
  });
});
