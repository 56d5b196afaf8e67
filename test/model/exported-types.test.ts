import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "telltale-types-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A user's file may export anything that the library returns, without a type annotation. */
const exports = `
import {
  annotation, cache, cadvisor, counter, database, defineConfig, errorRatio, gauge, histogram, http, info, kubelet,
  kubeStateMetrics, logStream, logql, not, panelJson, promql, quantile, receiver, red, redAbove, row, secret, signal,
  stat, summary, system, table, text, timeseries, variable, window,
} from "telltale";

export const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
export const shop = system("shop", { labels: { app: 2 }, environments: { prod: {} }, routes: { warning: [team] } });
export const bare = system("bare", {});
export const cart = shop.service("cart", {
  http: http({
    requests: counter("requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    failed: { status: "500" },
    duration: histogram("seconds", { help: "Time", buckets: [0.1, 1] }),
  }),
  cache: cache({ hits: counter("hits_total", { help: "Hits" }), misses: counter("misses_total", { help: "Misses" }) }),
  db: database({ operations: counter("operations_total", { help: "Operations" }) }),
  logs: logStream({ selector: { app: "cart" }, labels: { app: 2 }, fields: { level: ["ERROR"] } }),
  pause: summary("pause_seconds", { help: "Pause", quantiles: [0.5] }),
  build: info("build_info", { help: "Build", labels: { version: 2 } }),
  open: gauge("open", { help: "Open" }),
});
export const { service, open, pause } = cart;
export const nodes = shop.service("kube-state-metrics", kubeStateMetrics({ nodes: 3 }));
export const containers = shop.service("cadvisor", cadvisor({ nodes: 3, pods: 9 }));
export const volumes = shop.service("kubelet", kubelet({ nodes: 3 }));
export const some = cart.http.requests.where({ status: not(["200"]) });
export const without = not(/a/);
export const over = window;
export const limits = shop.perEnvironment({ prod: 5 });
export const ratio = errorRatio(cart.http);
export const bad = ratio.above(limits).and(promql\`up == 1\`);
export const slow = quantile(cart.http.duration, 0.95);
export const own = signal("Open", { query: promql\`\${cart.open}\`, unit: "short", description: "Open" });
export const errors = logql\`{app="cart"}\`;
export const recorded = shop.recordingRule("a:b", ratio);
export const group = shop.group("late");
export const file = shop.ruleFile("old", "groups: []");
export const alert = shop.alert("Bad", { when: bad, severity: "warning", summary: "Bad" });
export const variables = [variable.label("app", cart.open, "app"), variable.list("a", ["b"]), variable.text("c")];
export const panels = [red(cart.http), timeseries("A", own), stat("B", own), table("C", own, { columns: {} }), text("D", "d")];
export const rows = [row("Row", panels), row("Other", [panelJson({ type: "text" })])];
export const board = shop.dashboard("Cart", { rows, annotations: [annotation("A", promql\`up\`)] });
export const red95 = redAbove(0.95);
export default defineConfig({ environments: {} });
`;

test("the type of every definition can be named in the file that exports it", () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "shop.ts"), exports);
  const compilerOptions = { strict: true, declaration: true, module: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["shop.ts"] }));
  const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--noEmit"], { encoding: "utf8" });
  expect(stdout).toBe("");
});
