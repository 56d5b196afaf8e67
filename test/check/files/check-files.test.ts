import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { corpusFolder } from "../../oracles/corpus.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };

function ruleFile(...lines: readonly string[]): { path: string; text: string } {
  return { path: "rules.yml", text: ["groups:", "  - name: cart", "    rules:", ...lines].join("\n") };
}

function found(text: { path: string; text: string }, ids = /^(?:promql|allow)\//): readonly string[] {
  return checkFiles([text], options)
    .filter(({ id }) => ids.test(id))
    .map(({ id, span }) => `${id} ${span?.start.line}:${span?.start.column}`);
}

describe("a rule file of Loki", () => {
  const logql = /^(?:promql|logql|rules)\//;

  test("is known by its expressions, and checked as Loki's ruler does", () => {
    const file = ruleFile(
      "      - alert: A",
      `        expr: sum(rate({app="cart"} |= "error" [5m])) > 0`,
      "      - alert: B",
      `        expr: sum(rate({app="cart"} |= "error")) > 0`,
    );
    expect(found(file, logql)).toEqual(["logql/syntax 7:47"]);
  });

  test("may have a namespace, which Prometheus refuses", () => {
    const rules = (expr: string) => {
      const { path, text } = ruleFile("      - record: cart:lines:count5m", `        expr: ${expr}`);
      return { path, text: `namespace: shop\n${text}` };
    };
    expect(found(rules(`sum(count_over_time({app="cart"}[5m]))`), logql)).toEqual([]);
  });

  test("may be Mimir's, with its fields, if it has a namespace", () => {
    const text = [
      "namespace: shop",
      "groups:",
      "  - name: cart",
      "    source_tenants: [shop, search]",
      "    rules: [{ record: cart:orders:sum, expr: sum(cart_orders) }]",
    ].join("\n");
    expect(found({ path: "rules.yml", text }, logql)).toEqual([]);
    const misspelt = text.replace("source_tenants", "source_tenant");
    expect(found({ path: "rules.yml", text: misspelt }, logql)).toEqual(["rules/unknown-field 4:5"]);
    expect(found({ path: "rules.yml", text: text.replace("namespace: shop\n", "") }, logql)).toEqual([
      "rules/unknown-field 3:5",
    ]);
  });

  test("is not Prometheus's, too", () => {
    const lines = `sum(rate({app="cart"} |= "error" [5m])) > 0`;
    const rules = (expressions: readonly string[]) =>
      expressions.flatMap((expr, index) => [`      - alert: A${index}`, `        expr: ${expr}`]);
    const mixed = (...expressions: string[]) => found(ruleFile(...rules(expressions)), logql);
    expect(mixed(lines, "up == 0", "up == 1")).toEqual(["rules/mixed-languages 7:15"]);
    expect(mixed("up == 0", lines, "up ==", lines)).toEqual(["rules/mixed-languages 7:15", "promql/syntax 9:20"]);
    const first = `sum(rate({app="cart"}[5m])) > 0`;
    expect(mixed(first, lines)).toEqual([]);
    expect(mixed(first, "up == 0")).toEqual([]);
  });

  test("may have the mistakes of somebody who knows PromQL", () => {
    const file = ruleFile(
      "      - alert: A",
      `        expr: increase({app="cart"}[5m]) > 0`,
      "      - alert: B",
      `        expr: sum(rate({app="cart"} |= "error" [5m])) > 0`,
    );
    expect(found(file, logql)).toEqual(["logql/syntax 5:15"]);
  });
});

describe("a rule file", () => {
  test("is checked, and findings point into the expression, through quotes and folded lines", () => {
    const file = ruleFile(
      "      - alert: A",
      `        expr: "up{job=~\\"cart\\"} == 0"`,
      "      - alert: B",
      "        expr: >-",
      "          up",
      `            {job=~"cart"} == 0`,
    );
    expect(found(file)).toEqual(["promql/needless-regex 5:19", "promql/needless-regex 9:14"]);
  });

  test("may be a manifest of the Prometheus operator", () => {
    const text = [
      "apiVersion: monitoring.coreos.com/v1",
      "kind: PrometheusRule",
      "metadata: { name: cart }",
      "spec:",
      "  groups:",
      "    - name: cart",
      "      rules:",
      "        - alert: A",
      `          expr: up{job=~"cart"} == 0`,
    ].join("\n");
    expect(found({ path: "manifest.yml", text })).toEqual(["promql/needless-regex 9:20"]);
  });

  test("has the labels of its group, which the rule's own override", () => {
    const text = [
      "groups:",
      "  - name: cart",
      "    labels: { severity: page, team: cart }",
      "    rules:",
      "      - alert: A",
      "        expr: up == 0",
      "      - record: cart:up:sum",
      "        expr: sum(up)",
      "      - alert: B",
      "        expr: max by (team) (cart:up:sum) > 1",
      "        labels: { severity: '' }",
    ].join("\n");
    const severities = found({ path: "rules.yml", text }, /^alert\/no-severity|^promql\/unknown-label/);
    expect(severities).toEqual(["alert/no-severity 11:17"]);
  });

  test("with a syntax error is not checked further", () => {
    const file = ruleFile("      - alert: A", `        expr: sum(up{job=~"cart"} == 0`);
    expect(found(file)).toEqual([expect.stringMatching("^promql/syntax 5:")]);
  });

  test("gets warnings at most from checks", () => {
    const file = ruleFile("      - record: a", "        expr: up[5m]");
    const diagnostics = checkFiles([file], options).filter(({ id }) => id === "promql/not-a-vector");
    expect(diagnostics).toMatchObject([{ severity: "warning" }]);
  });

  test("may use series that another file records", () => {
    const one = ruleFile("      - record: shop_errors", "        expr: sum by (job) (up)");
    const other = ruleFile("      - alert: A", "        expr: max by (zone) (shop_errors) + sum by (zone) (up) > 1");
    const both = checkFiles([one, { ...other, path: "other.yml" }], options);
    expect(both.filter(({ id }) => id === "promql/unknown-label")).toMatchObject([{ span: { file: "other.yml" } }]);
  });
});

describe("comments in a rule file", () => {
  const rule = ["      - alert: A", `        expr: up{job=~"cart"} == 0`];

  test("allow a finding, above the rule or within it", () => {
    expect(found(ruleFile("      # telltale allow promql/needless-regex generated", ...rule))).toEqual([]);
    expect(
      found(ruleFile(...rule, "        # telltale allow promql/needless-regex generated", "        for: 5m")),
    ).toEqual([]);
  });

  test("allow it in the whole file, or in one rule only", () => {
    const second = ["      - alert: B", `        expr: up{job=~"web"} == 0`];
    const whole = "      # telltale allow-file promql/needless-regex generated";
    expect(found(ruleFile(whole, ...rule, ...second))).toEqual([]);
    expect(found(ruleFile(whole.replace("-file", ""), ...rule, ...second))).toEqual(["promql/needless-regex 8:18"]);
  });

  test("allow warnings of the reader", () => {
    const twice = (comment: string) =>
      found(ruleFile(...rule, comment, ...rule.map((line) => line.replace("=~", "="))), /^rules\/duplicate|^allow\//);
    expect(twice("      # as they are")).toEqual(["rules/duplicate-rules 7:16"]);
    expect(twice("      # telltale allow rules/duplicate-rules they are for two servers")).toEqual([]);
  });

  test("cannot allow what Prometheus refuses", () => {
    const file = ruleFile("      # telltale allow rules/unknown-field a slip", ...rule, "        team: cart");
    const diagnostics = checkFiles([file], options).filter(({ id }) => id === "allow/unknown-check");
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["rules/unknown-field cannot be allowed"]);
  });

  test("expire, and the finding says so", () => {
    const file = ruleFile("      # telltale allow promql/needless-regex until 2026-05-31 soon", ...rule);
    const [finding] = checkFiles([file], options).filter(({ id }) => id.startsWith("promql/"));
    expect(finding?.details).toMatch(/It was allowed until 2026-05-31: soon$/);
  });

  test("that match nothing are reported at their position", () => {
    const file = ruleFile(...rule, "", "# telltale allow promql/needless-regex below everything");
    expect(found(file)).toEqual(["promql/needless-regex 5:18", "allow/unused 7:1"]);
  });
});

describe("a dashboard", () => {
  const dashboard = (panel: object, more: object = {}) => ({
    path: "cart.json",
    text: JSON.stringify(
      {
        title: "Cart",
        uid: "cart",
        panels: [
          {
            id: 1,
            type: "stat",
            title: "Down",
            datasource: { type: "prometheus", uid: "$datasource" },
            targets: [{ refId: "A", expr: `count(up{job=~"cart", pod=~"$pod"}\n== 0)` }],
            ...panel,
          },
        ],
        ...more,
      },
      null,
      2,
    ),
  });

  test("is checked with Grafana's variables, and findings point into the JSON", () => {
    expect(found(dashboard({}))).toEqual(["promql/needless-regex 16:29"]);
  });

  test("with a syntax error in an expression points into the JSON", () => {
    const broken = dashboard({ targets: [{ refId: "A", expr: `sum(up{job="a"}` }] });
    expect(found(broken)).toEqual([expect.stringMatching("^promql/syntax 16:")]);
  });

  test("may hold other languages, and empty queries", () => {
    const loki = { datasource: { type: "loki", uid: "loki" }, targets: [{ refId: "A", expr: `{app="x"} |= "y"` }] };
    expect(found(dashboard(loki))).toEqual([]);
    expect(found(dashboard({ targets: [{ refId: "A", expr: " " }] }))).toEqual([]);
  });

  test("is in the folder of its metadata and of its path", () => {
    const titled = (path: string, more: object = {}) => ({
      path,
      text: JSON.stringify({ panels: [], title: "Cart", ...more }),
    });
    const wrapped = (path: string, folderUid: string) => ({
      path,
      text: JSON.stringify({ meta: { folderUid }, dashboard: { panels: [], title: "Cart", uid: path } }),
    });
    const sameTitle = (...files: { path: string; text: string }[]) =>
      checkFiles(files, options).filter(({ id }) => id === "dashboard/duplicate-title").length;
    expect(sameTitle(titled("a.json"), titled("b.json"))).toBe(1);
    expect(sameTitle(titled("staging/a.json"), titled("prod\\b.json"))).toBe(0);
    expect(sameTitle(wrapped("a.json", "shop"), wrapped("b.json", "shop"))).toBe(1);
    expect(sameTitle(wrapped("a.json", "shop"), wrapped("b.json", "pets"))).toBe(0);
    const annotations = { "grafana.app/folder": "shop" };
    const resource = {
      path: "c.json",
      text: JSON.stringify({ metadata: { annotations }, spec: { panels: [], title: "Cart" } }),
    };
    expect(sameTitle(wrapped("a.json", "shop"), resource)).toBe(1);
    expect(sameTitle(titled("a.json"), resource)).toBe(0);
  });

  test("may have hidden variables", () => {
    const list = [0, 1, 2].map((hide) => ({
      name: `hide${hide}`,
      type: "query",
      query: "label_values(up, job)",
      hide,
    }));
    const unused = checkFiles([dashboard({}, { templating: { list } })], options).filter(
      ({ id }) => id === "dashboard/unused-variable",
    );
    expect(unused.map(({ details }) => details?.includes("runs a query each time"))).toEqual([false, false, true]);
  });

  test("may contain allowances, also in a panel", () => {
    const telltale = { allow: { "promql/needless-regex": "generated" } };
    expect(found(dashboard({ telltale }))).toEqual([]);
    expect(found(dashboard({}, { telltale }))).toEqual([]);
    expect(found(dashboard({ telltale: { allow: { "promql/needless-regex": { reason: "" } } } }))).toEqual([
      "allow/malformed 5:5",
      "promql/needless-regex 16:29",
    ]);
  });
});

test("an Alertmanager configuration is read as amtool reads it", () => {
  const text = "route:\n  receiver: nobody\nreceivers:\n  - name: team\n";
  expect(checkFiles([{ path: "alertmanager.yml", text }], options)).toMatchObject([
    { severity: "error", summary: expect.stringContaining("nobody") },
  ]);
});

const { path: corpus, missing } = corpusFolder("rules");
const files = missing ? [] : readdirSync(corpus).filter((name) => name !== "verdicts.json");

describe.skipIf(missing)("a real rule file", () => {
  test.each(files)("%s has only errors that promtool reports too", (name) => {
    const verdicts = JSON.parse(readFileSync(`${corpus}verdicts.json`, "utf8")) as Record<string, { exit: number }>;
    const diagnostics = checkFiles([{ path: name, text: readFileSync(corpus + name, "utf8") }], {
      ...options,
      prometheusVersion: "2.42",
    });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.length > 0 ? 1 : 0).toBe(verdicts[name]?.exit);
  });
});
