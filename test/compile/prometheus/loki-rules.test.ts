import {
  type AlertOptions,
  defineConfig,
  gauge,
  logql,
  logStream,
  promql,
  receiver,
  secret,
  system,
  window,
} from "telltale";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertingRule } from "../../../src/formats/prometheus/types.js";
import { smoke } from "../../../src/simulate/smoke/index.js";
import { compiled, config } from "../project.js";

const labels = { namespace: ["shop"], app: 3, pod: 9 } as const;
const shopLogs = logStream({
  selector: { namespace: "shop" },
  labels,
  fields: { level: ["INFO", "ERROR"], duration: 100 },
});

function defineShop() {
  const pager = receiver.slack("pager", { url: secret("SLACK_URL"), channel: "#alerts" });
  const shop = system("shop", { title: "Shop", labels, serviceLabel: "app", routes: { warning: [pager] } });
  const cart = shop.service("cart", {
    stock: gauge("cart_stock", { help: "Articles" }),
    logs: shopLogs.where({ app: "cart" }),
  });
  return { shop, cart };
}

type Shop = ReturnType<typeof defineShop>;

const options = { severity: "warning", summary: "{{ $labels.app }} fails" } as const;
const errors = ({ cart }: Shop) => logql`sum by (app) (rate(${cart.logs} | json | level="ERROR" [${window}])) > 1`;

function compileShop(define: (fixture: Shop) => void, changes: Parameters<typeof compiled>[1] = {}) {
  const fixture = defineShop();
  define(fixture);
  return compiled(fixture.shop, changes);
}

function lokiRules(result: ReturnType<typeof compiled>, name = "alerts") {
  const file = result.artifacts.find(({ path }) => path === `prod/shop/loki-rules/${name}.yml`);
  return file?.kind === "loki rules" ? file : undefined;
}

function alertOf(define: (fixture: Shop) => void): AlertingRule {
  const rules = lokiRules(compileShop(define))?.value.groups.flatMap((group) => group.rules) ?? [];
  return rules.find((rule) => "alert" in rule)!;
}

const problems = (result: ReturnType<typeof compiled>) =>
  result.diagnostics.map(({ id, summary }) => `${id}: ${summary}`);

/** The findings for an alert on the errors with further options. */
const problemsWith = (more: Partial<AlertOptions<"warning">>) =>
  problems(compileShop((shop) => shop.shop.alert("CartFails", { ...options, when: errors(shop), ...more })));

describe("an alert in LogQL", () => {
  test("is written to a file of Loki's rules, with the interval of the environment", () => {
    const result = compileShop((fixture) =>
      fixture.shop.alert("CartFails", { ...options, when: errors(fixture), for: "5m" }),
    );
    expect(problems(result)).toEqual([]);
    expect(result.artifacts.some(({ kind }) => kind === "prometheus rules")).toBe(false);
    expect(renderArtifact(lokiRules(result)!)).toMatchInlineSnapshot(`
      "groups:
        - name: shop-cart
          interval: 1m
          rules:
            - alert: CartFails
              expr: sum by (app) (rate({namespace="shop", app="cart"} | json | level="ERROR" [5m])) > 1
              for: 5m
              labels:
                severity: warning
                environment: prod
                system: shop
              annotations:
                summary: "{{ $labels.app }} fails"
                value: '{{ if lt $value 1.0 }}{{ printf "%.3g" $value }}{{ else }}{{ humanize $value }}{{ end }} per second'
                logs_url: https://grafana.example.com/explore?schemaVersion=1&panes=%7B%22logs%22%3A%7B%22datasource%22%3A%22loki%22%2C%22queries%22%3A%5B%7B%22refId%22%3A%22A%22%2C%22datasource%22%3A%7B%22type%22%3A%22loki%22%2C%22uid%22%3A%22loki%22%7D%2C%22expr%22%3A%22%7Bnamespace%3D%5C%22shop%5C%22%2C%20app%3D%5C%22cart%5C%22%7D%22%2C%22queryType%22%3A%22range%22%7D%5D%2C%22range%22%3A%7B%22from%22%3A%22now-1h%22%2C%22to%22%3A%22now%22%7D%7D%7D&orgId=1
      "
    `);
  });

  test("keeps its definition, the service and the logs that it is about", () => {
    const result = compileShop((fixture) => fixture.shop.alert("CartFails", { ...options, when: errors(fixture) }));
    const [rule] = lokiRules(result)!.rules;
    expect(rule).toMatchObject({ kind: "alert", definition: { name: "CartFails" }, about: { services: ["cart"] } });
    expect(rule?.kind === "alert" && rule.about.logs?.selector).toEqual({ namespace: "shop", app: "cart" });
  });

  test("has no label of the compiler that its series carry", () => {
    const { labels: own } = alertOf(({ shop, cart }) => {
      const when = logql`sum by (environment) (rate(${cart.logs} | json | label_format environment=level [5m])) > 1`;
      shop.alert("CartFails", { ...options, when });
    });
    expect(own).toEqual({ severity: "warning", system: "shop" });
  });

  test("may be a recorded signal with a limit, by the methods of expressions", () => {
    const { expr } = alertOf(({ shop, cart }) => {
      shop.alert("CartFails", { ...options, when: logql`sum by (app) (rate(${cart.logs} [5m]))`.above(2) });
    });
    expect(expr).toBe('sum by (app) (rate({namespace="shop", app="cart"}[5m])) > 2');
  });

  test("is grouped apart from alerts in PromQL", () => {
    const result = compileShop((fixture) => {
      const group = fixture.shop.group("shop-slow", { interval: "2m" });
      fixture.shop.alert("CartFails", { ...options, group, when: errors(fixture) });
      fixture.shop.alert("CartEmpty", { ...options, group, when: promql`sum by (app) (${fixture.cart.stock}) < 1` });
    });
    expect(problems(result)).toEqual([]);
    const groups = result.artifacts.flatMap((artifact) =>
      artifact.kind === "prometheus rules" || artifact.kind === "loki rules"
        ? artifact.value.groups.map(({ name, interval, rules }) => [artifact.kind, name, interval, rules.length])
        : [],
    );
    expect(groups).toEqual([
      ["loki rules", "shop-slow", "2m", 1],
      ["prometheus rules", "shop-slow", "2m", 1],
    ]);
  });

  test("is routed as others are, and may silence them", () => {
    const result = compileShop((fixture) => {
      const empty = fixture.shop.alert("CartEmpty", {
        ...options,
        when: promql`sum by (app) (${fixture.cart.stock}) < 1`,
      });
      fixture.shop.alert("CartFails", { ...options, when: errors(fixture), silences: [empty] });
    });
    const alertmanager = result.artifacts.find(({ kind }) => kind === "alertmanager");
    expect(alertmanager?.kind === "alertmanager" && alertmanager.value.inhibit_rules).toEqual([
      {
        source_matchers: ['system="shop"', 'alertname="CartFails"'],
        target_matchers: ['system="shop"', 'alertname="CartEmpty"'],
        equal: ["app", "environment", "system"],
      },
    ]);
  });
});

describe("a recording rule in LogQL", () => {
  const record = ({ shop, cart }: Shop) =>
    shop.recordingRule("app:cart_errors:rate5m", logql`sum by (app) (rate(${cart.logs} | json | level="ERROR" [5m]))`);

  test("is written to a file of Loki's rules", () => {
    const result = compileShop(record);
    expect(lokiRules(result, "recording-rules")?.value.groups).toEqual([
      {
        name: "shop-cart",
        interval: "1m",
        rules: [
          {
            record: "app:cart_errors:rate5m",
            expr: 'sum by (app) (rate({namespace="shop", app="cart"} | json | level="ERROR" [5m]))',
          },
        ],
      },
    ]);
  });

  test("can be read by an alert in PromQL, which Prometheus evaluates", () => {
    const result = compileShop((fixture) => {
      fixture.shop.alert("CartFails", { ...options, when: record(fixture).above(1) });
    });
    expect(problems(result)).toEqual([]);
    const file = result.artifacts.find(({ path }) => path === "prod/shop/rules/alerts.yml");
    expect(file?.kind === "prometheus rules" && file.value.groups).toMatchObject([
      { name: "shop-cart", rules: [{ alert: "CartFails", expr: "app:cart_errors:rate5m > 1" }] },
    ]);
  });
});

describe("a rule in LogQL is an error", () => {
  test("with keepFiringFor, which Loki ignores", () => {
    expect(problemsWith({ keepFiringFor: "5m" })).toEqual([
      "definition/unsupported: Loki ignores keep_firing_for: the alert resolves as soon as its expression returns nothing",
    ]);
  });

  test("in an environment without Loki", () => {
    const dataSources = { metrics: { type: "prometheus", uid: "prom" } };
    const { environments } = defineConfig({ environments: { prod: { dataSources } } });
    const result = compileShop((fixture) => fixture.shop.alert("CartFails", { ...options, when: errors(fixture) }), {
      environments,
    });
    expect(problems(result)).toEqual([
      'definition/no-data-source: the environment "prod" has no Loki, which evaluates rules in LogQL',
    ]);
  });

  test("that reads metrics, or an expression in PromQL", () => {
    const mixed = (when: (fixture: Shop) => AlertOptions["when"]) =>
      problems(compileShop((fixture) => fixture.shop.alert("A", { ...options, when: when(fixture) })));
    expect(mixed(({ cart }) => logql`rate(${cart.logs}[5m]) > ${promql`sum(${cart.stock})`}`)).toEqual([
      "definition/unfilled-hole: `${…}` number 2 is an expression in PromQL, which cannot be used in LogQL",
    ]);
    expect(mixed(({ cart }) => logql`rate(${cart.logs}[5m]) > ${cart.stock}`)).toEqual([
      "definition/unfilled-hole: `${…}` number 2 is a metric, which LogQL cannot read: compare it in a rule with promql`…`",
    ]);
    expect(mixed(({ cart }) => promql`rate(${cart.logs as never}[5m]) > 1`)).toEqual([
      "definition/unfilled-hole: `${…}` number 1 is a log stream, which PromQL cannot read: count its lines with logql`…`",
    ]);
    const both = (fixture: Shop) => errors(fixture).above(1).and(promql`${fixture.cart.stock} < 1`);
    expect(mixed(both)).toEqual([
      "definition/unfilled-hole: `${…}` number 2 is an expression in PromQL, which cannot be used in LogQL",
    ]);
  });

  test("with a template that Loki could not parse", () => {
    expect(problemsWith({ summary: "{{ $labels.app" })).toEqual([expect.stringMatching(/^template\/syntax/)]);
  });

  test("with a label name in quotes, which Loki does not know", () => {
    expect(problemsWith({ labels: { "team.name": "shop" } })).toEqual([
      'rules/invalid-label-name: "team.name" is not a valid label name in a rule of Loki',
    ]);
  });
});

describe("a rule in LogQL is checked", () => {
  const findingsOf = (define: (fixture: Shop) => void) => {
    const fixture = defineShop();
    define(fixture);
    const project = { config, systems: [fixture.shop] };
    const found = checkProject(project, compiled(fixture.shop), { today: "2026-06-01", findings: {} });
    return found.filter(({ subject }) => subject?.startsWith("alert")).map(({ id, summary }) => `${id}: ${summary}`);
  };

  test("as an alert, and as a log query", () => {
    const found = findingsOf(({ shop, cart }) => {
      const when = logql`sum by (app) (rate(${cart.logs} | json | level="error" [5m])) > 1`;
      shop.alert("CartFails", { ...options, summary: "{{ $labels.pod }} fails", when });
      shop.alert("CartLogs", { ...options, summary: "Logs", for: "5m", when: logql`${cart.logs} |= "error"` });
    });
    expect(found).toContain('template/unknown-label: the expression yields no label "pod"');
    expect(found).toContainEqual(expect.stringMatching(/^alert\/no-for/));
    expect(found).toContainEqual(expect.stringMatching(/^alert\/no-runbook/));
    expect(found).toContainEqual(expect.stringMatching(/^logql\/unknown-label-value/));
    expect(found).toContain("logql/lines-in-rule: the expression selects log lines, and a rule needs numbers");
  });

  test("and by a smoke test", () => {
    const result = compileShop((fixture) =>
      fixture.shop.alert("CartFails", { ...options, when: errors(fixture), for: "5m" }),
    );
    expect(smoke(result, { today: "2026-06-01" })).toMatchObject({ diagnostics: [], runs: [{ notJudged: [] }] });
  });
});

describe("a rule file in LogQL", () => {
  const yaml = (expr: string) =>
    `groups: [{ name: old, rules: [{ alert: Old, expr: '${expr}', for: 1m, labels: { severity: warning }, annotations: { summary: Old } }] }]`;
  const fails = 'sum by (app) (rate({namespace="shop"} |= "error" [5m])) > 1';

  test("is compiled for Loki", () => {
    const result = compileShop(({ shop }) => shop.ruleFile("old", yaml(fails), { language: "logql" }));
    expect(problems(result)).toEqual([]);
    expect(renderArtifact(lokiRules(result, "old")!)).toContain(fails);
  });

  test("has no expression in PromQL, and none that Loki refuses", () => {
    const found = (expr: string, language: "promql" | "logql") =>
      problems(compileShop(({ shop }) => shop.ruleFile("old", yaml(expr), { language })));
    expect(found("up == 0", "logql")).toEqual([expect.stringMatching(/^logql\/syntax: /)]);
    expect(found(fails, "promql")).toEqual([expect.stringMatching(/^promql\/syntax: /)]);
  });

  test("is checked as a rule of Loki, and tried by a smoke test", () => {
    const { shop } = defineShop();
    shop.ruleFile("old", yaml('{namespace="shop"} |= "error"'), { language: "logql" });
    const result = compiled(shop);
    const found = checkProject({ config, systems: [shop] }, result, { today: "2026-06-01", findings: {} });
    expect(found.map(({ id }) => id)).toContain("logql/lines-in-rule");
    const sound = compileShop((fixture) => fixture.shop.ruleFile("old", yaml(fails), { language: "logql" }));
    expect(smoke(sound, { today: "2026-06-01" })).toMatchObject({ diagnostics: [], runs: [{ notJudged: [] }] });
  });
});
