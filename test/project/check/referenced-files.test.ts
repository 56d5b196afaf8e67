import { expect, test } from "vitest";
import { check } from "../../../src/project/check/check.js";
import { temporaryFolder } from "../temporary-folder.js";

const rules = "groups:\n- name: a\n  rules:\n  - record: job:up:sum\n    expr: sum by (job) (upp\n";

async function checkConfig(files: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder(files);
  const { diagnostics } = await check({ cwd, files: ["prometheus/prometheus.yml"], today: "2026-06-01" });
  return diagnostics.map(({ id, summary, span }) => `${span?.file}:${span?.start.line} ${id} ${summary}`);
}

test("rule files are found by the patterns of the configuration, and checked with it", async () => {
  const config = "global: {}\nrule_files:\n- ../rules/*.yml\n- none/*.yml\n- missing.yml\n";
  const found = await checkConfig({ "prometheus/prometheus.yml": config, "rules/a.yml": rules });
  expect(found).toEqual([
    'prometheus/prometheus.yml:5 files/missing-reference there is no file "missing.yml"',
    expect.stringMatching(/^rules\/a\.yml:5 promql\/syntax /),
  ]);
});

test("jobs in other files inherit from global, and share the names of jobs", async () => {
  const config =
    "global: { scrape_interval: 15s }\nscrape_configs: [{ job_name: a }]\nscrape_config_files: [jobs/*.yml]\n";
  const jobs = "scrape_configs:\n- job_name: a\n- job_name: b\n  scrape_timeout: 20s\n";
  expect(await checkConfig({ "prometheus/prometheus.yml": config, "prometheus/jobs/a.yml": jobs })).toEqual([
    'prometheus/jobs/a.yml:2 prometheus/duplicate-name duplicate job "a", first in prometheus/prometheus.yml',
    expect.stringContaining("prometheus/jobs/a.yml:4 prometheus/timeout-over-interval"),
  ]);
});

test("credentials and certificates of jobs must exist", async () => {
  const job =
    "job_name: a, authorization: { credentials_file: token }, tls_config: { cert_file: a.crt, key_file: a.key }";
  const config = `scrape_configs:\n- { ${job} }\n`;
  const found = await checkConfig({
    "prometheus/prometheus.yml": config,
    "prometheus/token": "",
    "prometheus/a.key": "",
  });
  expect(found).toEqual(['prometheus/prometheus.yml:2 files/missing-reference there is no file "a.crt"']);
});
