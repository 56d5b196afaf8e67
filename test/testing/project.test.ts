import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SystemFacts } from "../../src/model/system/system.js";
import { compileSystem } from "../../src/testing/project.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "telltale-testing-")));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

beforeAll(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  symlinkSync(join(repository, "node_modules", "vitest"), join(folder, "node_modules", "vitest"));
  write("package.json", '{ "name": "shop-monitoring", "private": true, "type": "module" }');
  const environment = '{ dataSources: { prom: { type: "prometheus", uid: "prom" } } }';
  write(
    "telltale.config.ts",
    `import { defineConfig } from "telltale";
export default defineConfig({ environments: { test: ${environment}, prod: ${environment} } });`,
  );
  write(
    "systems/shop.ts",
    `import { counter, gauge, http, system } from "telltale";
export const shop = system("shop", { labels: { app: 1, pod: 2 }, serviceLabel: "app" });
export const canary = shop.service("canary", { size: gauge("canary_size", { help: "Size" }), only: ["test"] });
export const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: 6 } }),
    failed: { status: /5../ },
  }),
});`,
  );
  // The test does not import the recording rule, which takes part nevertheless.
  write(
    "recording-rules/shop.ts",
    `import { errorRatio } from "telltale";
import { cart, shop } from "../systems/shop.js";
export const ratio = shop.recordingRule("app:cart_failures:ratio_rate5m", errorRatio(cart.http));`,
  );
  write(
    "alerts/shop.ts",
    `import { promql } from "telltale";
import { canary, shop } from "../systems/shop.js";
export const cartFails = shop.alert("CartFails", {
  when: promql\`app:cart_failures:ratio_rate5m > \${shop.perEnvironment({ test: 0.5, prod: 0.05 })}\`,
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} fails {{ $value | humanizePercentage }} of its requests",
});
export const canaryGone = shop.alert("CanaryGone", {
  when: promql\`\${canary.size} == 0\`,
  severity: "critical",
  summary: "gone",
  only: ["test"],
});`,
  );
  write(
    "systems/broken.ts",
    `import { gauge, promql, system } from "telltale";
export const broken = system("broken", { labels: { pod: 2 } });
export const stock = broken.service("stock", { level: gauge("stock_level", { help: "Pieces", labels: { shelf: 2 } }) });
export const share = broken.recordingRule("stock:share", promql\`stock_level / on (job) stock_level\`);`,
  );
  // An alert on a service of another system.
  write(
    "alerts/stock.ts",
    `import { promql } from "telltale";
import { stock } from "../systems/broken.js";
import { shop } from "../systems/shop.js";
export const stockLow = shop.alert("StockLow", {
  when: promql\`min by (job) (\${stock.level}) < 1\`,
  severity: "critical",
  summary: "{{ $labels.job }} is low",
});`,
  );
  write(
    "alerts/broken.test.ts",
    `import { expect, test } from "vitest";
import { series, simulate } from "telltale/testing";
import { broken, stock } from "../systems/broken.js";
test("reports a rule that cannot be evaluated", async () => {
  const shelves = ["a", "b"].map((shelf) => series(stock.level.where({ shelf }), 5));
  const run = await simulate(broken, { series: shelves, for: "5m" });
  expect(() => expect(run).toStayQuiet()).toThrow(
    /^rule 1 of group ".+" cannot be evaluated at 0m \\(and 5 more times\\): .*many-to-many/,
  );
});`,
  );
  write(
    "alerts/shop.test.ts",
    `import { expect, test } from "vitest";
import { series, simulate, traffic } from "telltale/testing";
import { canary, cart, shop } from "../systems/shop.js";
import { stock } from "../systems/broken.js";
import { canaryGone, cartFails } from "./shop.js";
import { stockLow } from "./stock.js";
const failing = [traffic(cart.http, { errors: 0.06 })];
test("fires in production", async () => {
  const run = await simulate(shop, { series: failing, for: "20m" });
  expect(run).toFire(cartFails, { after: "5m", annotations: { summary: "cart fails 6% of its requests" } });
});
test("stays quiet where the limit is higher", async () => {
  expect(await simulate(shop, { series: failing, for: "20m", environment: "test" })).toStayQuiet(cartFails);
});
test("has what its environment has, and no more", async () => {
  const size = series(canary.size, 0);
  const run = await simulate(shop, { series: [size], for: "2m", environment: "test" });
  expect(run).toFire(canaryGone);
  const low = await simulate(shop, { series: [series(stock.level, 0)], for: "2m" });
  expect(low).toFire(stockLow, { annotations: { summary: "stock is low" } });
  const left = 'is left out of the environment "prod"';
  await expect(simulate(shop, { series: [size], for: "2m" })).rejects.toThrow(\`the service "canary" \${left}\`);
  const quiet = await simulate(shop, { for: "2m" });
  expect(() => expect(quiet).toStayQuiet(canaryGone)).toThrow(\`the alert "CanaryGone" \${left}\`);
});
test("fails on purpose", async () => {
  expect(await simulate(shop, { series: failing, for: "20m" })).toFire(cartFails, { after: "10m" });
});`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const system = (name: string) =>
  ({ name, origin: { position: { file: join(folder, "systems/shop.ts") } } }) as SystemFacts;

describe("a separate project, with the installed package", () => {
  test("tests its alerts in Vitest, from any folder", () => {
    const vitest = join(repository, "node_modules", "vitest", "vitest.mjs");
    const env = {
      ...process.env,
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
      FORCE_TTY: undefined,
      CI: "1",
      LANG: "C.UTF-8",
    };
    const { stdout, stderr } = spawnSync(process.execPath, [vitest, "run", "--root", folder], {
      cwd: tmpdir(),
      encoding: "utf8",
      env,
    });
    expect(stdout).toMatch(/Tests\s+1 failed \| 4 passed \(5\)/);
    expect(stdout + stderr).toContain(
      [
        "expected CartFails to fire after 10m, but it began at 6m",
        "",
        '  CartFails{app="cart", environment="prod", severity="critical", system="shop"}',
        "  0m        5m        10m       15m       20m",
        "  ╵         ╵         ╵         ╵         ╵",
        "  ··▒▒▒▒▒▒▒▒▒▒██████████████████████████████",
        "                      ▲▲▲ expected to fire",
      ].join("\n"),
    );
  });
});

describe("the system of a simulation", () => {
  test("is loaded from the project that defines it, for production by default", async () => {
    expect((await compileSystem(system("shop"), undefined)).settings.environment).toBe("prod");
    expect((await compileSystem(system("shop"), "test")).settings.environment).toBe("test");
  });

  test("must be exported by the project", async () => {
    await expect(compileSystem(system("shoe"), undefined)).rejects.toThrow(`in ${folder} exports the system "shoe"`);
  });

  test("must have the environment", async () => {
    await expect(compileSystem(system("shop"), "prd")).rejects.toThrow(
      'the system "shop" has no environment "prd"; did you mean "prod"?',
    );
  });
});
