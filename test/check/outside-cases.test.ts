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

  test("is not reported for a list of alerts, which asks no data source", () => {
    const panel = { type: "alertlist", datasource: { uid: "prometheus" }, targets: undefined };
    expect(inPanel(id, "up", panel)).toEqual([]);
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

  const ofAliases = (text: string, id: string) =>
    checkFiles([{ path: "a.yml", text }], options)
      .filter((diagnostic) => diagnostic.id === id)
      .map(({ severity, span, related }) => [severity, span?.start.line, related?.[0]?.span?.start.line]);

  test("is a warning where they select the same, and leads from an alias to the rule that it repeats", () => {
    const text = "groups:\n- name: a\n  rules:\n  - &rule\n    record: a:b\n    expr: sum(up)\n";
    expect(ofAliases(`${text}  - *rule\n`, "rules/duplicate-rules")).toEqual([["warning", 7, 5]]);
    expect(ofAliases(`${text}  - <<: *rule\n    expr: sum(up) > 1\n`, "rules/duplicate-rules")).toEqual([
      ["warning", 7, 5],
    ]);
  });

  test("is a hint for alerts on the same metric of different services, which a merge makes of one", () => {
    const alert = "groups:\n- name: a\n  rules:\n  - &rule\n    alert: EventgateHTTPErrors\n    expr: ";
    const expr = (service: string) => `rate(express_router_request_count{service="${service}"}[5m]) > 1\n`;
    const merged = (text: string) => `${alert}${expr("eventgate-main")}  - <<: *rule\n    expr: ${text}`;
    const id = "rules/duplicate-rules";
    expect(ofAliases(merged(expr("eventgate-logging")), id)).toEqual([["info", 7, 5]]);
    expect(ofAliases(merged("jvm_threads_deadlocked > 0\n"), id)).toEqual([["warning", 7, 5]]);
  });

  test("alert/duplicate leads from a merged rule to the one that it repeats, too", () => {
    const rule = "groups:\n- name: a\n  rules:\n  - &rule\n    alert: A\n    expr: up == 0\n    labels: {a: b}\n";
    const text = `${rule}  - <<: *rule\n    labels: {a: c}\n`;
    expect(ofAliases(text, "alert/duplicate")).toEqual([["warning", 8, 5]]);
  });
});

describe("dashboard/undeclared-variable", () => {
  test("is not reported for an escaped dollar in a regular expression", () => {
    const query = 'label_values(ibmmq_topic_subscriber_count{qmgr=~"a",topic!~"SYSTEM.*|\\\\$SYS.*|"}, topic)';
    const list = [{ name: "topic", type: "query", query }];
    const id = "dashboard/undeclared-variable";
    expect(inPanel(id, 'sum(count{topic="$topic"})', {}, { templating: { list } })).toEqual([]);
    const used = [{ ...list[0], query: query.replaceAll("\\", "") }];
    expect(inPanel(id, 'sum(count{topic="$topic"})', {}, { templating: { list: used } })).toHaveLength(1);
  });
});

describe("dashboard/unknown-unit", () => {
  const withUnit = (unit: string) =>
    inPanel("dashboard/unknown-unit", "up", { fieldConfig: { defaults: { unit }, overrides: [] } });

  test("is not taken for another kind of unit: connections per second for parts per billion", () => {
    expect(withUnit("connps")).toEqual([]);
    expect(withUnit("rows/s")).toHaveLength(1);
  });
});

describe("dashboard/wrong-unit", () => {
  test("is not reported for a time since something that is filtered by a number", () => {
    const ofPanel = (expr: string) =>
      inPanel("dashboard/wrong-unit", expr, { fieldConfig: { defaults: { unit: "s" }, overrides: [] } });
    expect(ofPanel("time() - max by (name) (mongodb_member_last_heartbeat > 0)")).toEqual([]);
    expect(ofPanel("max by (name) (mongodb_last_heartbeat_timestamp_seconds > 0)")).toHaveLength(1);
  });
});

describe("promql/ratio-against-rate", () => {
  const alert = (description: string) => {
    const expr = "sum(rate(fetch_failures_total[5m])) by (job_name) > 0.1";
    const annotations = { summary: "fetch error rate too high", description };
    const rules = [{ alert: "CirrusConsumerFetchErrorRate", expr, annotations }];
    return findingsOf(JSON.stringify({ groups: [{ name: "a", rules }] }), "promql/ratio-against-rate");
  };

  test("is not reported where the text means a rate per second", () => {
    expect(alert("The flink job is failing to fetch the documents")).toHaveLength(1);
    expect(alert("The flink job is failing to fetch the documents at a high rate")).toEqual([]);
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

  test("is a hint beside the name that it would be taken for", () => {
    const both = rules("node:node_num_cpu:sum or sum(node:node_num_cpus:sum)");
    expect(findingsOf(both, id)).toEqual(['info: no rule in these files records "node:node_num_cpus:sum"']);
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

  test.each([
    ["a change", "pg_replication_is_replica and changes(pg_replication_is_replica[1m]) > 0"],
    ["an event that matters at the first", "increase(node_vmstat_oom_kill[5m]) > 0"],
  ])("a `for` would silence what is over by then: %s", (_case, expr) => {
    expect(inAlert("alert/no-for", { expr })).toEqual([]);
    expect(inAlert("alert/no-for", { expr: "error_ratio > 0.1 and rate(requests_total[5m]) > 0" })).toHaveLength(1);
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
