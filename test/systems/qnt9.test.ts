import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import type { DashboardArtifact, RulesArtifact } from "../../src/compile/compiled.js";
import { type Compiled, compileProject } from "../../src/compile/index.js";
import type { Panel } from "../../src/formats/grafana/types.js";
import type { Project } from "../../src/model/project/project.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import { allFindings } from "../../src/project/all-findings.js";
import { loadProject } from "../../src/project/load/load-project.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

let project: Project;
let compiled: Compiled;
let findings: readonly string[];

beforeAll(async () => {
  const loaded = await loadProject({ cwd: repository });
  const all = loaded.project!;
  project = { ...all, systems: all.systems.filter(({ name }) => name === "qnt9") };
  const { sourceFiles: sources } = loaded;
  compiled = compileProject(project, { environments: ["prod"], sources });
  const checked = checkProject(project, compiled, { today: "2026-01-01", findings: allFindings });
  findings = [...compiled.diagnostics, ...checked].map(({ id, summary }) => `${id}: ${summary}`);
});

const dashboards = (): readonly DashboardArtifact[] =>
  compiled.artifacts.filter((artifact) => artifact.kind === "grafana dashboard");
const dashboard = (title: string) => dashboards().find(({ value }) => value.title === title)!;
const panel = (title: string, named: string): Panel =>
  dashboard(title).panels.find(({ data }) => data.title === named)!.data;
const titles = (title: string) => dashboard(title).panels.map(({ data }) => data.title ?? "");
const expressions = (title: string) =>
  dashboard(title).panels.flatMap(({ queries }) => queries.map(({ query }) => query.rendered));
const rules = (): readonly RulesArtifact[] =>
  compiled.artifacts.filter((artifact) => artifact.kind === "prometheus rules");
const alerts = () => rules().flatMap((file) => file.rules.flatMap((rule) => (rule.kind === "alert" ? [rule] : [])));
const alert = (name: string) => alerts().filter(({ data }) => data.alert === name);

const services = ["auth", "user", "watchlist", "search", "frontend"];
const titleOf = (service: string) => `${service.charAt(0).toUpperCase()}${service.slice(1)} service`;

test("has no findings", () => expect(findings).toEqual([]));

test("its services expose the 46 documented metrics", () => {
  const own = buildCatalogue(project.systems[0]!).services.filter(({ exporter }) => !exporter);
  expect(own.map(({ name }) => name).sort()).toEqual([...services].sort());
  expect(new Set(own.flatMap(({ metrics }) => metrics.map(({ name }) => name))).size).toBe(46);
});

describe("dashboards", () => {
  test("are one for each service, an overview, and those of the cluster, the logs and the collection", () => {
    expect(
      dashboards()
        .map(({ value }) => value.title)
        .sort(),
    ).toEqual(
      [
        ...[...services.map(titleOf), "Overview", "Collection and usage"],
        ...["Kubernetes cluster", "Kubernetes pods", "Logs"],
      ].sort(),
    );
  });

  test.each(services)("rate, errors and duration of %s", (service) => {
    expect(titles(titleOf(service))).toEqual(expect.arrayContaining(["Requests", "Errors", "Latency"]));
    expect(expressions(titleOf(service)).join("\n")).toContain(
      `${service}_http_requests_total{app="${service}-service", namespace="qnt9", status=~"5.."}`,
    );
  });

  test("draw a cache if the service has one", () => {
    const cached = services.filter((service) => titles(titleOf(service)).includes("Cache hit ratio"));
    expect(cached).toEqual(["user", "search"]);
  });

  test("draw a database if the service has one, and its latency if measured", () => {
    const rate = services.filter((service) => titles(titleOf(service)).includes("Database operations"));
    const latency = services.filter((service) => titles(titleOf(service)).includes("Database latency"));
    expect(rate).toEqual(["auth", "user", "watchlist", "search"]);
    expect(latency).toEqual(["auth"]);
  });

  test("describe every panel", () => {
    for (const { panels } of dashboards()) {
      for (const { data } of panels) expect(data.description, data.title).toMatch(/\w{3}.*\.$/);
    }
  });

  test("select the metrics of one service by name only", () => {
    expect(panel("User service", "Latency").targets?.map(({ legendFormat }) => legendFormat)).toEqual([
      "p50",
      "p95",
      "p99",
    ]);
  });

  test.each(services)(
    "lead from the %s service to the overview, its own pods, logs and traces, and to all others",
    (service) => {
      const links = dashboard(titleOf(service)).value.links?.map(({ url, tags, includeVars, keepTime }) => {
        return { target: url === "" ? tags : url, kept: includeVars && keepTime };
      });
      const app = `${service}-service`;
      const targets = [
        "/d/qnt9-overview",
        `/d/qnt9-kubernetes-pods?var-namespace=qnt9&var-workload=${app}`,
        `/d/qnt9-logs?var-app=${app}`,
        ["qnt9"],
      ];
      const inExplore = links?.filter(({ target }) => String(target).startsWith("/explore?")) ?? [];
      const others = links?.filter((link) => !inExplore.includes(link));
      expect(others).toEqual(targets.map((target) => ({ target, kept: true })));
      expect(inExplore.map(({ target }) => decodeURIComponent(String(target)))).toEqual([
        expect.stringContaining(`${app}\\" && status = error }`),
        expect.stringContaining(`${app}\\" && duration > 2s }`),
      ]);
    },
  );

  test("keep the pod from the pods to the logs", () => {
    expect(expressions("Logs")).toHaveLength(5);
    for (const expression of expressions("Logs")) expect(expression).toContain('pod=~"$pod"');
  });

  test("select the pods of our namespace by default", () => {
    const { value } = dashboard("Kubernetes pods");
    expect(value.templating?.list?.find(({ name }) => name === "namespace")?.current).toMatchObject({ value: "qnt9" });
  });
});

describe("alerts", () => {
  test("are the six documented ones and ours, one for each service where they apply to services", () => {
    const counts = new Map<string, number>();
    for (const { data } of alerts()) counts.set(data.alert, (counts.get(data.alert) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      HighErrorRate: 5,
      ServiceDown: 5,
      HighLatency: 5,
      CachePerformanceDegradation: 2,
      HighMemoryUsage: 1,
      PodRestartLoop: 1,
      SignInsFail: 1,
      CollectorDown: 1,
      CollectorLosesData: 1,
      ActiveSeriesNearLimit: 1,
      LogVolumeNearLimit: 1,
      WatchlistTierLimitExceeded: 1,
    });
  });

  test("have for, severity, texts and a runbook", () => {
    for (const { data } of alerts()) {
      expect(data.for, data.alert).toMatch(/^\d+[mh]$/);
      expect(data.labels?.severity, data.alert).toMatch(/^(critical|warning|info)$/);
      const expected = [
        "summary",
        "description",
        "runbook_url",
        "logs_url",
        "dashboard_url",
        "panel_url",
        "__dashboardUid__",
        "__panelId__",
      ];
      expect(Object.keys(data.annotations ?? {}), data.alert).toEqual(expect.arrayContaining(expected));
    }
  });

  test("lead to a runbook that exists, with texts", () => {
    const pages = new Map(compiled.runbooks.map((runbook) => [runbook.path, runbook.page]));
    for (const { data } of alerts()) {
      const path = data.annotations!.runbook_url!.replace("https://runbooks.qnt9.example/", "");
      expect(pages.get(path), data.alert).toMatchObject({ title: data.alert });
      expect(existsSync(join(repository, "docs/runbooks", `${path}.md`)), path).toBe(true);
    }
    for (const { title, meaning, impact, diagnosis, mitigation } of pages.values()) {
      expect(Math.min(meaning.length, impact.length, diagnosis.length, mitigation.length), title).toBeGreaterThan(0);
      expect(
        diagnosis.some(({ queries, inSections }) => inSections.length + queries.length > 0),
        title,
      ).toBe(true);
    }
  });

  test("have runbooks whose links to other runbooks lead somewhere", () => {
    const folder = join(repository, "docs/runbooks/qnt9");
    for (const file of readdirSync(folder)) {
      const links = readFileSync(join(folder, file), "utf8").matchAll(/\]\(((?!https?:|#)[^)#]+)/g);
      for (const [, link] of links) expect(existsSync(join(folder, link!)), `${file}: ${link}`).toBe(true);
    }
  });

  test("link to a panel", () => {
    for (const { data } of alerts()) {
      const id = Number(data.annotations?.__panelId__);
      const linked = dashboards().flatMap(({ panels }) => panels.filter((one) => one.data.id === id));
      expect(
        linked.map((one) => one.data.type),
        data.alert,
      ).toContain("timeseries");
    }
  });

  test("use the same recorded series as dashboards", () => {
    const [first] = alert("HighErrorRate");
    expect(first?.data.expr).toBe(
      "(\n" +
        '  app:auth_http_request_failures_per_request:ratio_rate5m{app="auth-service"} > 0.05\n' +
        '  and on (app) sum by (app) (rate(auth_http_requests_total{app="auth-service", namespace="qnt9"}[5m])) >= 0.1\n' +
        ")\n" +
        "or group by (app) (\n" +
        '  sum by (app) (up{app="auth-service", namespace="qnt9"}) == 0\n' +
        '  or sum by (app) (absent(up{app="auth-service", namespace="qnt9"}))\n' +
        ")",
    );
    expect(expressions("Auth service")).toContain(
      'app:auth_http_request_failures_per_request:ratio_rate5m{app="auth-service"}',
    );
  });

  test("ignore an empty cache", () => {
    const [search, user, ...others] = alert("CachePerformanceDegradation").map(({ data }) => data.expr);
    expect(search).toContain(
      '  (app:search_cache_hits_per_lookup:ratio_rate5m{app="search-service"} < 0.7)\n' +
        '  and (app:search_cache_lookups:rate5m{app="search-service"} > 0.1)\n',
    );
    expect(user).toContain(
      '  (app:user_cache_hits_per_lookup:ratio_rate5m{app="user-service"} < 0.7)\n' +
        '  and (app:user_cache_lookups:rate5m{app="user-service"} > 0.1)\n',
    );
    expect(others).toEqual([]);
  });
});
