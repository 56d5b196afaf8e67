import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/project/check/check.js";
import { temporaryFolder } from "../temporary-folder.js";

type Files = Readonly<Record<string, string>>;

const rules = `groups:
- name: cart
  rules:
  - record: job:orders:rate1m
    expr: sum by (job) (rate(orders_total[1m]))
`;
const jobs = (...intervals: readonly string[]) =>
  `scrape_configs:\n${intervals.map((interval, index) => `- { job_name: job${index}, scrape_interval: ${interval} }\n`).join("")}`;
const loads = "rule_files: [rules/*.yml]\n";

const wanted = new Set(["promql/window-too-short", "rules/long-interval", "template/unknown-external-label"]);

async function checkIn(cwd: string, names: readonly string[], cache?: string) {
  const { diagnostics } = await check({ cwd, files: names, today: "2026-06-01", cache });
  return diagnostics.filter(({ id }) => wanted.has(id)).map(({ span, summary }) => `${span?.file}: ${summary}`);
}

const checkFiles = (files: Files, names: readonly string[] = ["."]) => checkIn(temporaryFolder(files), names);

const tooShort = "rules/a.yml: rate() looks back 1m, which is fewer than 4 scrapes";

describe("the scrape interval of rules", () => {
  const files = { "prometheus.yml": `${loads}${jobs("30s")}`, "rules/a.yml": rules };

  test.each([
    { names: ["."] },
    { names: ["prometheus.yml"] },
    { names: ["prometheus.yml", "rules/a.yml"] },
    { names: ["rules/a.yml", "prometheus.yml"] },
    { names: ["./rules", "prometheus.yml"] },
  ])("is that of the configuration that loads them: $names", async ({ names }) => {
    expect(await checkFiles(files, names)).toEqual([tooShort]);
  });

  test("is unknown of rules alone, and of those that no configuration loads", async () => {
    expect(await checkFiles(files, ["rules/a.yml"])).toEqual([]);
    expect(await checkFiles({ ...files, "prometheus.yml": jobs("30s") })).toEqual([]);
    expect(await checkFiles({ ...files, "others/b.yml": rules })).toEqual([tooShort]);
  });

  test.each([
    ["global", `global: { scrape_interval: 30s }\n${loads}scrape_configs: [{ job_name: a }]\n`, 1],
    ["the default of Prometheus", `${loads}scrape_configs: [{ job_name: a }]\n`, 1],
    ["the shortest of all jobs", `${loads}${jobs("1m", "15s", "30s")}`, 0],
    ["unknown without jobs", `global: { scrape_interval: 30s }\n${loads}`, 0],
    ["unknown beside series from elsewhere", `${files["prometheus.yml"]}remote_read: [{ url: http://a }]\n`, 0],
    ["unknown beside series that are pushed", `${files["prometheus.yml"]}otlp: {}\n`, 0],
    ["unknown where Prometheus refuses the configuration", `${files["prometheus.yml"]}remote: []\n`, 0],
    [
      "unknown where targets have intervals of their own",
      `${loads}scrape_configs:\n- job_name: a\n  relabel_configs: [{ target_label: __scrape_interval__, replacement: 5s }]\n`,
      0,
    ],
    [
      "unknown where a target has an interval of its own",
      `${loads}scrape_configs:\n- job_name: a\n  static_configs: [{ targets: [a], labels: { __scrape_interval__: 5s } }]\n`,
      0,
    ],
  ])("is %s", async (_, config, count) => {
    expect(await checkFiles({ ...files, "prometheus.yml": config })).toHaveLength(count);
  });

  test("is the shortest of several servers, and unknown if that of one is", async () => {
    const fast = (interval: string) => `rule_files: [../rules/*.yml]\n${jobs(interval)}`;
    expect(await checkFiles({ ...files, "b/prometheus.yml": fast("20s") })).toEqual([tooShort]);
    expect(await checkFiles({ ...files, "b/prometheus.yml": fast("10s") })).toEqual([]);
    expect(await checkFiles({ ...files, "b/prometheus.yml": "global: {}\nrule_files: [../rules/*.yml]\n" })).toEqual(
      [],
    );
  });

  test("takes the jobs of other files into account, also if they are given", async () => {
    const config = `${files["prometheus.yml"]}scrape_config_files: [jobs/*.yml]\n`;
    const withJobs = (text: string) => ({ ...files, "prometheus.yml": config, "jobs/a.yml": text });
    const slow = jobs("1m").replace("job0", "other");
    const fast = jobs("5s").replace("job0", "other");
    for (const names of [["prometheus.yml"], ["jobs/a.yml", "prometheus.yml"], ["."]]) {
      expect(await checkFiles(withJobs(slow), names)).toEqual([tooShort]);
      expect(await checkFiles(withJobs(fast), names)).toEqual([]);
      expect(await checkFiles(withJobs("scrape_configs: 1\n"), names)).toEqual([]);
    }
  });

  test("is unknown if files with jobs are not at hand, and the labels are known nevertheless", async () => {
    const config = `${files["prometheus.yml"]}scrape_config_files: [/nowhere/*.yml]\n`;
    const alert = "  - { alert: A, expr: up == 0, annotations: { summary: '{{ $externalLabels.region }}' } }\n";
    expect(await checkFiles({ "prometheus.yml": config, "rules/a.yml": `${rules}${alert}` })).toEqual([
      'rules/a.yml: the server has no external label "region"',
    ]);
  });

  test("is known of files that the configuration names as in the image of Prometheus", async () => {
    const config = `rule_files: [/etc/prometheus/rules/*.yml]\n${jobs("30s")}`;
    const mounted = { "server/prometheus.yml": config, "server/rules/a.yml": rules };
    expect(await checkFiles(mounted, ["server"])).toEqual([`server/${tooShort}`]);
    expect(await checkFiles(mounted, ["server/rules/a.yml"])).toEqual([]);
    expect(await checkFiles({ "server/prometheus.yml": config, "rules/a.yml": rules })).toEqual([]);
  });

  test("says nothing of recorded series", async () => {
    const deriv = "groups:\n- name: a\n  rules:\n  - { record: job:a:deriv1m, expr: 'deriv(job:a:sum[1m])' }\n";
    expect(await checkFiles({ ...files, "rules/a.yml": deriv })).toEqual([]);
  });
});

describe("the interval of groups without one", () => {
  const withInterval = (interval: string) => `global: { evaluation_interval: ${interval} }\n${loads}`;
  const found = 'rules/a.yml: recorded every 10m, "job:orders:rate1m" has no value for 5m in between';

  test("is that of the configuration that loads them", async () => {
    expect(await checkFiles({ "prometheus.yml": withInterval("10m"), "rules/a.yml": rules })).toEqual([found]);
    expect(await checkFiles({ "prometheus.yml": withInterval("5m"), "rules/a.yml": rules })).toEqual([]);
    expect(await checkFiles({ "prometheus.yml": `global: {}\n${loads}`, "rules/a.yml": rules })).toEqual([]);
  });

  test.each([
    ["1m", []],
    ["0s", [found]],
    ["20m", [found.replace("every 10m", "every 20m").replace("for 5m", "for 15m")]],
  ])("leaves that of the group: %s", async (interval, expected) => {
    const own = rules.replace("- name: cart\n", `- name: cart\n  interval: ${interval}\n`);
    expect(await checkFiles({ "prometheus.yml": withInterval("10m"), "rules/a.yml": own })).toEqual(expected);
  });

  test("is the shortest of several servers", async () => {
    const other = "global: { evaluation_interval: 1m }\nrule_files: [../rules/a.yml]\n";
    const files = { "prometheus.yml": withInterval("10m"), "rules/a.yml": rules, "b/prometheus.yml": other };
    expect(await checkFiles(files)).toEqual([]);
  });
});

describe("the external labels in templates", () => {
  const alerts = `groups:
- name: cart
  rules:
  - alert: Down
    expr: up == 0
    annotations: { summary: "down in {{ $externalLabels.region }}" }
`;
  const withLabels = (labels: string) => `global: { external_labels: { ${labels} } }\n${loads}`;
  const found = 'rules/a.yml: the server has no external label "region"';

  test.each([
    ["region: eu", []],
    [`region: "$${"{REGION}"}"`, []],
    ["cluster: a", [found]],
    ["", [found]],
  ])("are those of the configuration that loads them: %s", async (labels, expected) => {
    expect(await checkFiles({ "prometheus.yml": withLabels(labels), "rules/a.yml": alerts })).toEqual(expected);
    expect(await checkFiles({ "rules/a.yml": alerts })).toEqual([]);
  });

  test("are missing only if no server has them", async () => {
    const other = (labels: string) => withLabels(labels).replace("rules/", "../rules/");
    const files = { "prometheus.yml": withLabels("cluster: a"), "rules/a.yml": alerts };
    expect(await checkFiles({ ...files, "b/prometheus.yml": other("region: eu") })).toEqual([]);
    expect(await checkFiles({ ...files, "b/prometheus.yml": other("cluster: b") })).toEqual([found]);
  });
});

test("findings that are kept for the next run follow the configuration, and the jobs of other files", async () => {
  const jobsOf = (interval: string) => jobs(interval);
  const config = `${loads}scrape_config_files: [jobs.yml]\n`;
  const cwd = temporaryFolder({ "prometheus.yml": config, "rules/a.yml": rules, "jobs.yml": jobsOf("30s") });
  const cache = join(cwd, ".cache");
  const run = () => checkIn(cwd, ["rules/a.yml", "prometheus.yml"], cache);
  expect(await run()).toEqual([tooShort]);
  expect(await run()).toEqual([tooShort]);
  writeFileSync(join(cwd, "jobs.yml"), jobsOf("10s"));
  expect(await run()).toEqual([]);
  writeFileSync(join(cwd, "jobs.yml"), jobsOf("20s"));
  expect(await run()).toEqual([tooShort]);
  writeFileSync(join(cwd, "prometheus.yml"), config.replace("rules/*.yml", "b/*.yml"));
  expect(await run()).toEqual([]);
  rmSync(join(cwd, "prometheus.yml"));
  expect(await run()).toEqual([]);
});
