import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
const folder = mkdtempSync(join(tmpdir(), "telltale-messages-"));

const definitions = `
import { counter, errorRatio, histogram, http, latency, cachePanels, promql, requestRate, slowerThan, receiver, secret, system } from "telltale";

const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app", routes: { critical: [team], warning: [team] } });
const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { endpoint: 12, status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("cart_duration_seconds", { help: "Time", labels: { endpoint: 12 }, buckets: [0.1, 0.5, 1] }),
  }),
});
`;

/** A mistake, its position, and the first line of the message. */
const mistakes = [
  {
    line: `cart.http.requests.where({ statsu: "500" });`,
    at: "statsu",
    message: /'statsu' does not exist in type .*$/,
  },
  {
    line: `requestRate(cart.http, { by: ["statsu"] });`,
    at: '"statsu"',
    message: /Type '"statsu"' is not assignable to type '.*"endpoint".*"status".*'\./,
  },
  { line: `cachePanels(cart.cache);`, at: "cache);", message: /Property 'cache' does not exist on type 'Service<.*$/ },
  {
    line: `slowerThan(cart.http, 0.3);`,
    at: "0.3",
    message: /Argument of type '0\.3' is not assignable to parameter of type '0\.1 \| 0\.5 \| 1'\./,
  },
  {
    line: `latency(cart.http, 0.95, { by: ["status"] });`,
    at: '"status"',
    message: /Type '"status"' is not assignable to type '.*"endpoint".*'\./,
  },
  {
    line: `shop.alert("A", { when: errorRatio(cart.http).above(0.05), severity: "page", summary: "…" });`,
    at: "severity",
    message: /Type '"page"' is not assignable to type 'Varying<"critical" \| "warning">'\./,
  },
  {
    line: `shop.alert("B", { when: errorRatio(cart.http), severity: "critical", summary: "…" });`,
    at: "when",
    message:
      /Type 'Signal' is not assignable to type '"a bound is missing: write \.above\(0\.05\), \.below\(10\), …"'\.$/,
  },
  {
    line: "errorRatio(cart.http).above(0.05).and(requestRate(cart.http));",
    at: "requestRate",
    message: /parameter of type '"a bound is missing: write \.above\(0\.05\), \.below\(10\), …"'\.$/,
  },
  {
    line: `shop.alert("C", { when: cart.http.requests, severity: "critical", summary: "…" });`,
    at: "when",
    message: /is not assignable to type '"a metric is not a condition: compare it, as in promql`\$\{…\} > 5`"'\.$/,
  },
  {
    line: "promql`sum(rate(${cart.http.duration}[5m]))`;",
    at: "cart",
    message:
      /is not assignable to parameter of type '"write \.bucket, \.sum or \.count: a histogram is three metrics"'\./,
  },
];

const firstLines = new Map<string, { readonly column: number; readonly text: string }>();

beforeAll(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const compilerOptions = { strict: true, noEmit: true, module: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["shop.ts"] }));
  writeFileSync(join(folder, "shop.ts"), `${definitions}${mistakes.map(({ line }) => line).join("\n")}\n`);
  const before = definitions.split("\n").length;
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
  for (const [, line, column, text] of stdout.matchAll(/^\S*shop\.ts\((\d+),(\d+)\): error TS\d+: (.*)$/gm)) {
    const mistake = mistakes[Number(line) - before];
    firstLines.set(mistake?.line ?? `line ${line}`, { column: Number(column), text: text! });
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the example itself compiles", () => {
  expect([...firstLines.keys()].sort()).toEqual(mistakes.map(({ line }) => line).sort());
});

test.each(mistakes)("the first line of the compiler's message explains $line", ({ line, at, message }) => {
  const reported = firstLines.get(line);
  expect(reported?.text).toMatch(message);
  expect(reported?.column).toBe(line.indexOf(at) + 1);
});
