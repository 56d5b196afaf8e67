// A sync of 1,000 dashboards and 10,000 rules, against the doubles of Grafana and of a ruler with 20 ms latency. Started
// without arguments, it is the servers; its child is the sync, whose memory is measured.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyPlan } from "../src/sync/apply/apply-plan.js";
import { Journal } from "../src/sync/apply/journal.js";
import { openClient } from "../src/sync/http/open-client.js";
import { makePlan } from "../src/sync/plan/make-plan.js";
import type { GrafanaContent } from "../src/sync/targets/grafana/grafana-content.js";
import { GrafanaTarget } from "../src/sync/targets/grafana/grafana-target.js";
import { RulerApi } from "../src/sync/targets/ruler/ruler-api.js";
import type { NamedGroup } from "../src/sync/targets/ruler/ruler-group.js";
import { RulerTarget } from "../src/sync/targets/ruler/ruler-target.js";
import type { SyncTarget } from "../src/sync/targets/target.js";
import { createGrafana, type Personality, token } from "../test/sync/grafana/double/create-grafana.js";
import { createRuler, tenant } from "../test/sync/ruler/create-ruler.js";

const latency = 20;

/** The figures of one phase. */
export interface Figures {
  readonly personality: Personality;
  readonly phase: "first sync" | "plan" | "unchanged sync";
  readonly seconds: number;
  readonly requests: number;
  readonly megabytes: number;
}

function largeContent(): GrafanaContent {
  const panels = Array.from({ length: 12 }, (_, id) => ({
    id: id + 1,
    title: `Panel ${id}`,
    type: "timeseries",
    gridPos: { x: 0, y: id * 8, w: 12, h: 8 },
    targets: [{ refId: "A", expr: `sum by (pod) (rate(requests_total{panel="${id}"}[5m]))`, legendFormat: "{{pod}}" }],
    fieldConfig: {
      defaults: { unit: "reqps", thresholds: { mode: "absolute", steps: [{ color: "green", value: null }] } },
      overrides: [],
    },
    options: {
      legend: { displayMode: "list", placement: "bottom", showLegend: true },
      tooltip: { mode: "multi", sort: "desc" },
    },
  }));
  const dashboards = Array.from({ length: 1000 }, (_, index) => {
    const uid = `dashboard-${index}`;
    const classic = { uid, title: `Dashboard ${index}`, tags: ["bench"], schemaVersion: 42, refresh: "1m", panels };
    return { uid, title: classic.title, folder: "bench", classic: classic as never, resources: new Map() };
  });
  return { folders: [{ uid: "bench", title: "Bench" }], dashboards };
}

function largeGroups(): readonly NamedGroup[] {
  return Array.from({ length: 500 }, (_, group) => ({
    namespace: `telltale-bench.prod.file-${group % 10}`,
    group: {
      name: `group-${group}`,
      rules: Array.from({ length: 20 }, (_, rule) => ({
        alert: `Alert${group}x${rule}`,
        expr: `sum(rate(errors_total{group="${group}"}[5m])) > ${rule}`,
        for: "5m",
        labels: { severity: "page" },
        annotations: { summary: "Requests fail", runbook_url: "https://runbooks.example.com/x" },
      })),
    },
  }));
}

async function syncAll(grafanaUrl: string, rulerUrl: string, personality: Personality): Promise<void> {
  process.env.BENCH_TOKEN = token;
  const root = mkdtempSync(join(tmpdir(), "telltale-bench-sync-"));
  const targets = (): readonly SyncTarget[] => {
    const client = openClient(grafanaUrl, { token: { kind: "secret", name: "BENCH_TOKEN" } }, root);
    const place = { name: "grafana", client, root, namespace: "default", manager: "telltale-bench", api: undefined };
    const ruler = new RulerApi(openClient(rulerUrl, {}, root, { "x-scope-orgid": tenant }), "mimir");
    const rulerPlace = { name: "ruler", tenant, prefix: "telltale-bench.prod." };
    return [new GrafanaTarget(place, largeContent(), []), new RulerTarget(rulerPlace, ruler, largeGroups())];
  };
  const plan = async (target: SyncTarget) => {
    const { desired, live } = await target.read();
    return makePlan({ target: target.name, identity: target.identity }, desired, live);
  };
  const sync = async (target: SyncTarget) => {
    const report = await applyPlan(target, await plan(target), { journal: new Journal(root, target.name) });
    if (report.failure) throw new Error(report.failure.summary);
  };
  for (const [phase, work] of [
    ["first sync", sync],
    ["plan", plan],
    ["unchanged sync", sync],
  ] as const) {
    const started = performance.now();
    await Promise.all(targets().map((target): Promise<unknown> => work(target)));
    const seconds = (performance.now() - started) / 1000;
    process.send!({ personality, phase, seconds, megabytes: process.resourceUsage().maxRSS / 1024 });
  }
  rmSync(root, { recursive: true });
}

/** Serves until the child has synced. Prints a line of JSON for each phase. */
async function serve(personality: Personality): Promise<void> {
  const [grafana, ruler] = await Promise.all([createGrafana(personality), createRuler("mimir")]);
  ruler.maxGroups = 1000;
  for (const server of [grafana, ruler]) server.latency = latency;
  const child = fork(process.argv[1]!, [grafana.url, ruler.url, personality]);
  child.on("message", (figures: Omit<Figures, "requests">) => {
    const requests = grafana.requests.length + ruler.requests.length;
    console.log(JSON.stringify({ ...figures, requests } satisfies Figures));
    grafana.forget();
    ruler.forget();
  });
  const code = await new Promise((done) => child.on("close", done));
  await Promise.all([grafana.close(), ruler.close()]);
  if (code !== 0) throw new Error(`the sync failed with exit code ${String(code)}`);
}

const [grafanaUrl, rulerUrl, personality] = process.argv.slice(2);
if (grafanaUrl && rulerUrl) {
  await syncAll(grafanaUrl, rulerUrl, personality as Personality);
  process.exit();
}
for (const one of ["apis", "api"] as const) await serve(one);
