import { expect, test } from "vitest";
import { readPrometheusConfig } from "../../../src/formats/prometheus-config/index.js";

function read(text: string, minor = 5, isAgent = false): string[] {
  const { diagnostics } = readPrometheusConfig(text, { file: "p.yml", version: { major: 3, minor }, isAgent });
  return diagnostics.map(({ summary, span }) => `${span?.start.line}:${span?.start.column} ${summary}`);
}

test("an empty file is valid", () => {
  expect(read("")).toEqual([]);
  expect(read("# nothing\n")).toEqual([]);
  expect(read("[]")).toEqual(["1:1 a configuration of Prometheus must be a mapping, not a list"]);
});

test("problems point at the value, in file order", () => {
  const text = `
scrape_configs:
- job_name: a
  scrape_interval: 5
  relabel_configs:
  - action: keep
    regex: "("
- job_name: a
`;
  expect(read(text)).toEqual([
    '4:20 scrape_interval "5" is not a duration; write it with units, such as 15s',
    expect.stringContaining("7:12 regex is not valid"),
    '8:13 duplicate job "a"',
  ]);
});

test("a field without a value is zero, as in Go: an action becomes empty, and a client is no longer the default", () => {
  expect(read("scrape_configs: [{ job_name: a, relabel_configs: [{ action: , target_label: b }] }]")).toEqual([
    expect.stringContaining("action is empty"),
  ]);
  const kubernetes = (more: string) =>
    `scrape_configs: [{ job_name: a, kubernetes_sd_configs: [{ role: pod${more} }] }]`;
  expect(read(kubernetes(""))).toEqual([]);
  expect(read(kubernetes(", follow_redirects: "))).toEqual([expect.stringContaining("need api_server")]);
});

test("booleans are those of YAML 1.1, without quotes", () => {
  expect(read("scrape_configs: [{ job_name: a, honor_labels: yes }]")).toEqual([]);
  expect(read('scrape_configs: [{ job_name: a, honor_labels: "yes" }]')).toHaveLength(1);
});

test("fields belong to releases", () => {
  const text = "storage: { tsdb: { retention: { time: 30d } } }\nscrape_configs: []";
  expect(read(text, 8)).toEqual([]);
  expect(read(text, 7)).toEqual([expect.stringContaining('tsdb has no field "retention"')]);
});

test("an agent has neither rules nor Alertmanagers", () => {
  const text = "rule_files: [a.yml]\nalerting: { alertmanagers: [{ static_configs: [{ targets: [am] }] }] }";
  expect(read(text)).toEqual([]);
  expect(read(text, 5, true)).toEqual([
    "1:1 rule_files cannot be used in agent mode",
    "2:1 alerting cannot be used in agent mode",
  ]);
});

test("secrets are never quoted", () => {
  const text = 'remote_write: [{ url: "http://me:s3cret@h:port/", basic_auth: { password: [s3cret] } }]\nglobal: {}';
  expect(read(text)).not.toEqual([]);
  expect(read(text).join()).not.toContain("s3cret");
});

test("targets are relabelled as promtool does", () => {
  const job = (rule: string) =>
    `scrape_configs: [{ job_name: a, static_configs: [{ targets: [db] }], relabel_configs: [${rule}] }]`;
  expect(read(job("{ action: labelkeep, regex: job }"))).toEqual([
    expect.stringContaining('the target "db" cannot be scraped: it has no __address__'),
  ]);
  expect(read(job("{ action: drop }"))).toEqual([]);
});
