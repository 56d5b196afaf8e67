import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { missingTool } from "../oracles/tools.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "telltale-qnt9-"));
const promtoolMissing = missingTool("promtool");

/** Series with a value per minute, in promtool's notation: `0+6x30` is 0, 6, 12, … */
interface Scenario {
  readonly series: Readonly<Record<string, string>>;
  readonly fires: readonly string[];
  readonly after?: string;
}

const ofService = (name: string) => `app="${name}-service", namespace="qnt9"`;
const auth = (status: string) =>
  `auth_http_requests_total{${ofService("auth")}, endpoint="/signin", status="${status}"}`;
const slow = (le: string) =>
  `auth_http_request_duration_seconds_bucket{${ofService("auth")}, endpoint="/", le="${le}"}`;
const answered = `auth_http_request_duration_seconds_count{${ofService("auth")}, endpoint="/"}`;
const container = (name: string, labels = 'container="app"') =>
  `${name}{job="${name.startsWith("kube") ? "kube-state-metrics" : "cadvisor"}", namespace="qnt9", pod="auth-1", ${labels}}`;
const limitHits = (pod: string) => `watchlist_tier_limit_exceeded_total{${ofService("watchlist")}, pod="${pod}"}`;
const lookups = (hits: string, misses: string) => ({
  [`user_cache_hits_total{${ofService("user")}}`]: hits,
  [`user_cache_misses_total{${ofService("user")}}`]: misses,
});

const services = ["auth", "user", "watchlist", "search", "frontend"];
const outage = ["CachePerformanceDegradation", "HighErrorRate", "HighLatency", "ServiceDown"];
const allOf = (name: string) => outage.map((alert) => `${alert} ${name}-service`);
const ofCollector = 'app="grafana-agent", namespace="qnt9-monitoring"';
const healthy = {
  ...Object.fromEntries(services.map((name) => [`up{${ofService(name)}}`, "1x30"])),
  [`up{${ofCollector}}`]: "1x30",
};

const scenarios: Readonly<Record<string, Scenario>> = {
  "six percent of the requests fail": {
    series: { [auth("200")]: "0+94x30", [auth("500")]: "0+6x30" },
    fires: ["HighErrorRate auth-service"],
  },
  "they have not failed for five minutes yet": {
    series: { [auth("200")]: "0+94x30", [auth("500")]: "0+6x30" },
    after: "4m",
    fires: [],
  },
  "a thousand requests a second, of which one in ten thousand fails": {
    series: { [auth("200")]: "0+59994x30", [auth("500")]: "0+6x30" },
    fires: [],
  },
  "nobody asks": { series: { [auth("200")]: "100x30", [auth("500")]: "50x30" }, fires: [] },
  "nothing has ever failed": { series: { [auth("200")]: "0+94x30" }, fires: [] },
  "six of a hundred requests take more than two seconds": {
    series: {
      [slow("1.0")]: "0+90x30",
      [slow("2.0")]: "0+94x30",
      [slow("5.0")]: "0+100x30",
      [slow("+Inf")]: "0+100x30",
      [answered]: "0+100x30",
    },
    fires: ["HighLatency auth-service"],
  },
  "four of a hundred do": {
    series: {
      [slow("1.0")]: "0+90x30",
      [slow("2.0")]: "0+96x30",
      [slow("5.0")]: "0+100x30",
      [slow("+Inf")]: "0+100x30",
      [answered]: "0+100x30",
    },
    fires: [],
  },
  "a container is restarted once": {
    series: { [container("kube_pod_container_status_restarts_total")]: "0x9 1x20" },
    fires: [],
  },
  "a container is restarted every minute": {
    series: { [container("kube_pod_container_status_restarts_total")]: "0+1x30" },
    fires: ["PodRestartLoop app"],
  },
  "a container is restarted every six minutes, and waits in between": {
    series: {
      [container("kube_pod_container_status_restarts_total")]: "0x5 1x5 2x5 3x5 4x5 5x5",
      [container("kube_pod_container_status_waiting_reason", 'container="app", reason="CrashLoopBackOff"')]: "1x30",
    },
    fires: ["PodRestartLoop app"],
  },
  "a container waits for its image": {
    series: {
      [container("kube_pod_container_status_waiting_reason", 'container="app", reason="ContainerCreating"')]: "1x30",
    },
    fires: [],
  },
  "a container uses 95 % of its memory limit": {
    series: {
      [container("container_memory_working_set_bytes")]: "95x30",
      [container("container_spec_memory_limit_bytes")]: "100x30",
    },
    fires: ["HighMemoryUsage app"],
  },
  "a container has no memory limit": {
    series: {
      [container("container_memory_working_set_bytes")]: "95x30",
      [container("container_spec_memory_limit_bytes")]: "0x30",
    },
    fires: [],
  },
  "the sum over a pod, and the container of its network, are large": {
    series: {
      [container("container_memory_working_set_bytes", 'container=""')]: "95x30",
      [container("container_spec_memory_limit_bytes", 'container=""')]: "100x30",
      [container("container_memory_working_set_bytes", 'container="POD"')]: "95x30",
      [container("container_spec_memory_limit_bytes", 'container="POD"')]: "100x30",
    },
    fires: [],
  },
  "two pods together refuse more than a stock every ten seconds": {
    series: { [limitHits("a")]: "0+4x30", [limitHits("b")]: "0+4x30" },
    fires: ["WatchlistTierLimitExceeded watchlist-service"],
  },
  "one pod alone refuses fewer": { series: { [limitHits("a")]: "0+4x30" }, fires: [] },
  "a cache answers sixty percent": {
    series: lookups("0+60x30", "0+40x30"),
    fires: ["CachePerformanceDegradation user-service"],
  },
  "a cache is hardly asked, and misses": { series: lookups("0x30", "0+1x30"), fires: [] },
  "no pod of a service answers": {
    series: { [`up{${ofService("user")}}`]: "1x10 0x20" },
    fires: allOf("user"),
  },
  "a service has no pods": {
    series: { [`up{${ofService("user")}}`]: "1x10 stale" },
    fires: allOf("user"),
  },
  "nobody can sign in": {
    series: { [`auth_signin_total{${ofService("auth")}, status="failure"}`]: "0+60x30" },
    fires: ["SignInsFail auth-service"],
  },
  "some people mistype": {
    series: {
      [`auth_signin_total{${ofService("auth")}, status="failure"}`]: "0+20x30",
      [`auth_signin_total{${ofService("auth")}, status="success"}`]: "0+40x30",
    },
    fires: [],
  },
  "the collector is gone": { series: { [`up{${ofCollector}}`]: "1x10 stale" }, fires: ["CollectorDown grafana-agent"] },
  "Grafana Cloud refuses samples": {
    series: { [`prometheus_remote_storage_samples_failed_total{${ofCollector}}`]: "0+60x30" },
    fires: ["CollectorLosesData grafana-agent"],
  },
  "a cache is not asked at all": { series: lookups("5x30", "5x30"), fires: [] },
};

describe.skipIf(promtoolMissing)("by real promtool", () => {
  let ruleFiles: readonly string[] = [];

  beforeAll(async () => {
    const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
    const systems = project!.systems.filter(({ name }) => name === "qnt9");
    const { artifacts } = compileProject({ ...project!, systems }, { environments: ["prod"], sources });
    const rules = artifacts.filter(({ kind }) => kind === "prometheus rules");
    ruleFiles = rules.map((artifact, index) => {
      const file = join(folder, `rules-${index}.yml`);
      writeFileSync(file, renderArtifact(artifact));
      return file;
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.entries(scenarios))("%s", (name, { series, fires, after = "28m" }) => {
    const firing = 'count by (alertname, on) (label_join(ALERTS{alertstate="firing"}, "on", "", "app", "container"))';
    const expected = fires.map((fired) => {
      const [alertname, on] = fired.split(" ");
      return { labels: `{alertname="${alertname}", on="${on}"}`, value: 1 };
    });
    const file = join(folder, "test.yml");
    writeFileSync(
      file,
      JSON.stringify({
        rule_files: ruleFiles,
        evaluation_interval: "1m",
        tests: [
          {
            name,
            interval: "1m",
            input_series: Object.entries({ ...healthy, ...series }).map(([one, values]) => ({ series: one, values })),
            promql_expr_test: [{ expr: firing, eval_time: after, exp_samples: expected }],
          },
        ],
      }),
    );
    const { status, stdout, stderr } = spawnSync("promtool", ["test", "rules", file], { encoding: "utf8" });
    expect(stdout + stderr).toContain("SUCCESS");
    expect(status).toBe(0);
  });
});
