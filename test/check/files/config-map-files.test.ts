import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

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

  test("files in quotes and in base64 are read; findings are at the value and name the place in it", () => {
    const inner = "groups:\n  - name: shop\n    rules:\n      - record: job:up:sum\n        expr: sum(up\n";
    const secret = (value: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata:\n  a.yml: ${value}\n`;
    const quoted = `apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yml: ${JSON.stringify(inner)}\n`;
    const encoded = secret(Buffer.from(inner).toString("base64"));
    for (const [text, position] of [
      [quoted, "4:10 promql/syntax"],
      [encoded, "5:10 promql/syntax"],
    ] as const) {
      expect(errorsOf(text)).toEqual([position]);
      const [found] = checkFiles([{ path: "maps.yml", text }], options).filter(({ severity }) => severity === "error");
      expect(found?.details).toMatch(/^It is at line 5, column 21 of "a\.yml"\./);
      expect(found?.span?.file).toBe("maps.yml");
    }
    const config = "route: { receiver: nobody }\nreceivers: [{ name: chat }]\n";
    expect(errorsOf(secret(Buffer.from(config).toString("base64")))).toEqual(["5:10 alertmanager/undefined-receiver"]);
  });

  test("rules in base64 count for other files", () => {
    const inner = "groups:\n  - name: a\n    rules:\n      - record: a:up:sum\n        expr: sum(up)\n";
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "a" }, data: { "a.yml": btoa(inner) } };
    const user = 'groups: [{ name: b, rules: [{ record: "b:up:sum", expr: "a:up:sum + b:upp:sum" }] }]';
    const files = [
      { path: "secret.json", text: JSON.stringify(secret) },
      { path: "user.yml", text: user },
    ];
    expect(checkFiles(files, options).map(({ id, summary }) => `${id}: ${summary}`)).toEqual([
      'rules/used-never-recorded: no rule in these files records "b:upp:sum"',
    ]);
  });

  test("hostile values are passed over, or end soon", () => {
    const map = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: ../../etc }\ndata:\n${data}`;
    const bomb = `a: &a [x, x]\n${"bcdefghij"
      .split("")
      .map((name, index) => `${name}: &${name} [${`*${"abcdefghi"[index]},`.repeat(9)}]\n`)
      .join("")}groups: [{ name: *j, rules: [] }]\n`;
    const nested = Array.from({ length: 30 }).reduce<string>(
      (inner) => map(`  ../../a.yml: ${btoa(inner)}\n`),
      "groups: []",
    );
    const big = JSON.stringify({ title: "<script>".repeat(600_000), panels: [], schemaVersion: 39 });
    for (const text of [
      map("  a.yml: '%%%'\n  b.yml: [1]\n  c.yml: /////w==\n  ? {}\n  : a\n"),
      map(`  a.yml: ${btoa(bomb)}\n`),
      nested,
      map(`  /etc/passwd.json: ${btoa(big)}\n`),
      map(`  __proto__: ${btoa("groups: []")}\n  constructor: ${btoa("a: 1")}\n`).replace("Secret", "__proto__"),
    ]) {
      const started = Date.now();
      const found = checkFiles([{ path: "maps.yml", text }], options);
      expect(JSON.stringify(found)).not.toContain("\\u0000");
      expect(found.every(({ span }) => span?.file === "maps.yml")).toBe(true);
      expect(Date.now() - started).toBeLessThan(10_000);
    }
  });

  test("a syntax error of the outer file is reported", () => {
    expect(errorsOf("apiVersion: v1\nkind: ConfigMap\ndata: [\n")).toEqual(["4:1 yaml/syntax"]);
  });
});
