import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** The corpus of the tests: see CONTRIBUTING.md. */
export const corpusRoot = process.env.TELLTALE_CORPUS ?? join(repository, "..", "shared", "corpus");

const config = `import { defineConfig } from "telltale";
export default defineConfig({ environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } });
`;

/** Creates an empty project with this package installed. */
function emptyProject() {
  const folder = mkdtempSync(join(tmpdir(), "telltale-project-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  writeFileSync(join(folder, "package.json"), '{ "name": "bench", "private": true, "type": "module" }\n');
  return folder;
}

/**
 * Copies the definitions of this repository, without its generated files: those of all systems, or of one.
 *
 * @param {string} [system]
 */
export function repositoryCopy(system = "") {
  const folder = emptyProject();
  const definitions = ["systems", "dashboards", "alerts", "recording-rules", "runbooks", "slos"];
  const parts = [...definitions.map((name) => join(name, system)), "telltale.config.ts", "tsconfig.json"];
  for (const name of parts) {
    if (existsSync(join(repository, name))) cpSync(join(repository, name), join(folder, name), { recursive: true });
  }
  return folder;
}

/**
 * Creates a project with dashboards of twenty panels each, and rules.
 *
 * @param {{ dashboards: number, rules: number }} size
 */
export function largeProject({ dashboards, rules }) {
  const folder = emptyProject();
  writeFileSync(join(folder, "telltale.config.ts"), config);
  for (const name of ["systems", "dashboards", "alerts"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "systems", "fleet.ts"), fleet(50));
  for (let first = 0; first < dashboards; first += 10) {
    writeFileSync(join(folder, "dashboards", `d${first}.ts`), dashboardFile(first, Math.min(10, dashboards - first)));
  }
  for (let first = 0; first < rules; first += 100) {
    writeFileSync(join(folder, "alerts", `a${first}.ts`), alertFile(first, Math.min(100, rules - first)));
  }
  return folder;
}

/** @param {number} services */
export function typedServices(services) {
  const folder = emptyProject();
  mkdirSync(join(folder, "systems"));
  const compilerOptions = {
    ...{ strict: true, noEmit: true, module: "nodenext", target: "es2022", skipLibCheck: true, types: [] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["systems"] }));
  writeFileSync(join(folder, "systems", "fleet.ts"), fleet(services));
  writeFileSync(join(folder, "systems", "use.ts"), uses(services));
  return folder;
}

/** @param {number} services */
function fleet(services) {
  const names = Array.from({ length: services }, (_, index) => `s${index}`);
  return `import { cache, counter, gauge, histogram, http, receiver, secret, system } from "telltale";
const slack = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#fleet" });
export const fleet = system("fleet", {
  labels: { app: ${services}, namespace: ["fleet"], pod: 20 },
  serviceLabel: "app",
  routes: { critical: [slack], warning: [slack] },
});
${names.map(service).join("")}`;
}

/** @param {string} name */
function service(name) {
  return `export const ${name} = fleet.service("${name}", {
  http: http({
    requests: counter("${name}_http_requests_total", { help: "Requests", labels: { method: 5, endpoint: 12, status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("${name}_http_request_duration_seconds", { help: "Duration", labels: { method: 5, endpoint: 12 }, buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5] }),
  }),
  cache: cache({
    hits: counter("${name}_cache_hits_total", { help: "Hits" }),
    misses: counter("${name}_cache_misses_total", { help: "Misses" }),
  }),
  subscriptions: gauge("${name}_active_subscriptions", { help: "Subscriptions", labels: { tier: ["free", "basic", "pro"] } }),
});
`;
}

/** @param {number} services */
function uses(services) {
  const lines = Array.from(
    { length: services },
    (_, index) =>
      `export const q${index} = promql\`sum by (tier) (\${s${index}.subscriptions.where({ tier: ["basic", "pro"], app: "s${index}" })}) / sum(rate(\${s${index}.http.requests.where({ status: /5../, method: "GET" })}[\${window}]))\`;\nfleet.alert("A${index}", { when: errorRatio(s${index}.http).above(0.05), severity: "critical", summary: "x", for: "5m" });\n`,
  );
  const names = Array.from({ length: services }, (_, index) => `s${index}`).join(", ");
  return `import { errorRatio, promql, window } from "telltale";\nimport { fleet, ${names} } from "./fleet.js";\n${lines.join("")}`;
}

/** @type {(first: number, count: number) => string} */
function dashboardFile(first, count) {
  const definitions = Array.from({ length: count }, (_, index) => {
    const panels = Array.from({ length: 20 }, (_, panel) => {
      const name = `s${(first + index + panel) % 50}`;
      const quantile = (0.5 + panel / 100).toFixed(2);
      return `    timeseries("Panel ${panel}", promql\`histogram_quantile(${quantile}, sum by (le, endpoint) (rate(\${all.${name}.http.duration.bucket}[\${window}])))\`, { description: "Panel ${panel}", unit: "s" }),\n`;
    });
    return `export const d${first + index} = all.fleet.dashboard("Dashboard ${first + index}", {\n  description: "Dashboard ${first + index}",\n  rows: [row("Latency", [\n${panels.join("")}  ])],\n});\n`;
  });
  return `import { promql, row, timeseries, window } from "telltale";\nimport * as all from "../systems/fleet.js";\n${definitions.join("")}`;
}

/** @type {(first: number, count: number) => string} */
function alertFile(first, count) {
  const definitions = Array.from({ length: count }, (_, index) => {
    const name = `s${(first + index) % 50}`;
    return `export const a${first + index} = all.fleet.alert("Alert${first + index}", {
  when: promql\`sum by (app) (rate(\${all.${name}.http.requests.where({ status: /5../ })}[5m])) / sum by (app) (rate(\${all.${name}.http.requests}[5m])) > 0.0${10000 + first + index} and sum by (app) (rate(\${all.${name}.http.requests}[5m])) > 1\`,
  for: "5m", severity: "critical", summary: "{{ $labels.app }} fails", runbook: "https://runbooks.example.com/a",
});\n`;
  });
  return `import { promql } from "telltale";\nimport * as all from "../systems/fleet.js";\n${definitions.join("")}`;
}
