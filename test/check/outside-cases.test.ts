import { describe, expect, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";

/** Cases as they are in public rule files and dashboards, on which checks claimed too much. */

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };

interface Alert {
  readonly expr: string;
  readonly for?: string;
  readonly record?: string;
}

function findingsOf(text: string, id: string): readonly string[] {
  const found = checkFiles([{ path: "file", text }], options).filter((diagnostic) => diagnostic.id === id);
  return found.map(({ severity, summary }) => `${severity}: ${summary}`);
}

function inAlert(id: string, alert: Alert): readonly string[] {
  const labels = { severity: "critical" };
  const rule = { alert: "A", ...alert, labels, annotations: { summary: "a" } };
  return findingsOf(JSON.stringify({ groups: [{ name: "a", rules: [rule] }] }), id);
}

function inPanel(id: string, expr: string, panel: object = {}, dashboard: object = {}): readonly string[] {
  const datasource = { type: "prometheus", uid: "$datasource" };
  const panels = [{ id: 1, type: "timeseries", title: "A", datasource, targets: [{ refId: "A", expr }], ...panel }];
  return findingsOf(JSON.stringify({ title: "A", panels, ...dashboard }), id);
}

describe("dashboard/rate-interval", () => {
  const id = "dashboard/rate-interval";
  const plain = 'sum by (method) (increase(requests_total{code!=""}[$__interval])) > 0';

  test("is right where nothing keeps the steps long", () => {
    expect(inPanel(id, plain)).toHaveLength(1);
    expect(inPanel(id, plain, { interval: "15s" })).toHaveLength(1);
  });

  test("is not reported where the panel has a minimum step", () => {
    expect(inPanel(id, plain, { interval: "1m" })).toEqual([]);
    expect(inPanel(id, plain, { interval: "$agg_interval" })).toEqual([]);
    expect(inPanel(id, plain, { targets: [{ refId: "A", expr: plain, interval: "30s" }] })).toEqual([]);
  });

  test("is not reported where the windows follow each other", () => {
    expect(inPanel(id, "sum(increase(requests_total[$__interval] offset -$__interval))")).toEqual([]);
  });
});

describe("dashboard/unused-variable", () => {
  const templating = {
    list: [{ name: "loki_datasource", type: "datasource", query: "loki", hide: 2 }],
  };

  test("is right where the value goes nowhere", () => {
    expect(inPanel("dashboard/unused-variable", "up", {}, { templating })).toHaveLength(1);
  });

  test("is not reported for a hidden variable that links take along", () => {
    const links = [{ type: "dashboards", includeVars: true, tags: ["shop"], title: "Others" }];
    expect(inPanel("dashboard/unused-variable", "up", {}, { templating, links })).toEqual([]);
  });
});

describe("dashboard/hardcoded-data-source", () => {
  const id = "dashboard/hardcoded-data-source";
  const target = { refId: "A", expr: "up", datasource: { type: "prometheus", uid: "000000001" } };

  test("is right for a panel that only one Grafana can show", () => {
    expect(inPanel(id, "up", { datasource: target.datasource, targets: [target] })).toHaveLength(1);
    expect(inPanel(id, "up", { datasource: { uid: "-- Mixed --" }, targets: [target] })).toHaveLength(1);
  });

  test("is not reported for a target whose panel has the variable: Grafana asks the source of the panel", () => {
    expect(inPanel(id, "up", { targets: [target] })).toEqual([]);
  });
});

describe("counters that only their names tell", () => {
  test("delta of one is no more than a hint", () => {
    expect(inAlert("promql/delta-on-counter", { expr: "delta(refused_connections_total[5m]) > 3" })).toEqual([
      "info: delta() of refused_connections_total, which looks like a counter",
    ]);
  });

  test.each([
    ["an uptime", "apache_uptime_seconds_total / 60 < 1"],
    ["whether anything has happened", "(node_edac_uncorrectable_errors_total > 0)"],
    ["an average since the start", "request_duration_seconds_sum / requests_total > 1"],
    [
      "series that are counted",
      "count by (node) (node_cpu_seconds_total * on (pod) group_left topk(1, kube_pod_info)) > 3",
    ],
  ])("the value itself is meant: %s", (_case, expr) => {
    expect(inAlert("promql/counter-without-rate", { expr })).toEqual([]);
  });

  test("a threshold on the value is still reported", () => {
    expect(inAlert("promql/counter-without-rate", { expr: "http_requests_total > 1000" })).toHaveLength(1);
  });
});

describe("rules/duplicate-rules", () => {
  const file = (...exprs: readonly string[]) =>
    JSON.stringify({ groups: [{ name: "a", rules: exprs.map((expr) => ({ record: "code:requests:rate1h", expr })) }] });

  test("is a hint where the rules select different series", () => {
    const exprs = ["2..", "5.."].map((code) => `sum by (code) (rate(requests_total{code=~"${code}"}[1h]))`);
    expect(findingsOf(file(...exprs), "rules/duplicate-rules")).toEqual([
      "info: duplicate rule: an earlier rule has the same name and labels",
    ]);
  });

  test("is a warning where they select the same, and does not refer to itself through an alias", () => {
    const text = "groups:\n- name: a\n  rules:\n  - &rule\n    record: a:b\n    expr: sum(up)\n  - *rule\n";
    const found = checkFiles([{ path: "a.yml", text }], options).filter(({ id }) => id === "rules/duplicate-rules");
    expect(found).toMatchObject([{ severity: "warning" }]);
    expect(found[0]?.related).toBeUndefined();
  });
});

describe("alert/any-increase", () => {
  test.each([
    ["a change of facts", "changes(node_uname_info[1h]) > 0"],
    ["a panic", "increase(coredns_panics_total[1m]) > 0"],
    ["a process that died", "increase(couchdb_replicator_changes_manager_deaths[5m]) > 0"],
    ["a circuit breaker", 'increase(gitaly_circuit_breaker_transitions_total{to_state="open"}[5m]) > 0'],
  ])("the first event matters: %s", (_case, expr) => {
    expect(inAlert("alert/any-increase", { expr })).toEqual([]);
  });

  test("one failed request is still reported", () => {
    expect(inAlert("alert/any-increase", { expr: "increase(request_errors_total[5m]) > 0" })).toHaveLength(1);
  });
});

describe("rules/used-never-recorded", () => {
  const rules = (expr: string) =>
    JSON.stringify({
      groups: [
        {
          name: "a",
          rules: [
            { record: "node:node_num_cpu:sum", expr: "count(up)" },
            { record: "a:b", expr },
          ],
        },
      ],
    });
  const id = "rules/used-never-recorded";

  test("is not reported for counters of an exporter that writes colons", () => {
    expect(findingsOf(rules("sum(rate(front50:google:storage:invocation__count_total[5m]))"), id)).toEqual([]);
  });

  test("is a hint where the rule may be in another file, without a name of something else", () => {
    const text = rules("sum(node:windows_node_num_cpu:sum)");
    expect(findingsOf(text, id)).toEqual(['info: no rule in these files records "node:windows_node_num_cpu:sum"']);
    const [found] = checkFiles([{ path: "file", text }], options).filter((diagnostic) => diagnostic.id === id);
    expect(found?.fix).not.toContain("did you mean");
  });

  test("is a warning where a rule has nearly that name", () => {
    expect(findingsOf(rules("sum(node:node_num_cpus:sum)"), id)).toEqual([
      'warning: no rule in these files records "node:node_num_cpus:sum"',
    ]);
  });
});

describe("alerts whose condition is another than a threshold", () => {
  test("the presence of series: a hint", () => {
    expect(inAlert("alert/no-comparison", { expr: 'pg_index_size{indexrelname=~".*ccnew.*"}' })).toEqual([
      "info: the alert fires for as long as these series exist, whatever their value",
    ]);
    expect(inAlert("alert/no-comparison", { expr: 'pg_index_size{job="postgres"}' })[0]).toMatch(/^warning/);
  });

  test.each([
    ["a certificate", "kubelet_certificate_manager_client_ttl_seconds < 86400"],
    ["a disk of a RAID", 'node_md_disks{state="failed"} > 0'],
  ])("what does not flap needs no `for`: %s", (_case, expr) => {
    expect(inAlert("alert/no-for", { expr })).toEqual([]);
    expect(inAlert("alert/no-for", { expr: "up == 0" })).toHaveLength(1);
  });

  test("a quantile of each instance: a hint", () => {
    const expr = "histogram_quantile(0.99, rate(etcd_http_duration_seconds_bucket[1m])) > 0.15";
    expect(inAlert("promql/quantile-needs-le", { expr })[0]).toMatch(/^info: a separate quantile/);
  });
});

describe("a fix can be taken literally", () => {
  const fixOf = (expr: string) => {
    const text = JSON.stringify({ groups: [{ name: "a", rules: [{ alert: "A", expr }] }] });
    return checkFiles([{ path: "file", text }], options).find(({ id }) => id === "promql/never-true")?.fix;
  };

  test("a count below 1: `or vector(0)` would always fire beside labels", () => {
    expect(fixOf("count(servers_up) by (backend) == 0")).toBe(
      "without series there is no result instead of 0: write absent(…), or sum(…) instead of count(…) if the values are 0 and 1",
    );
    expect(fixOf("count(servers_up) == 0")).toBe(
      "without series there is no result instead of 0: write absent(…), or (count(…) or vector(0)) == 0",
    );
  });
});
