import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { renderProject } from "../../../src/project/build/build-project.js";
import { SourceFiles } from "../../../src/source/source-files.js";
import { temporaryFolder } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

afterEach(() => vi.restoreAllMocks());

/** Creates a project with one alert that has this runbook, with this package installed. */
function projectWithAlert(runbook: string): string {
  const folder = temporaryFolder({
    "package.json": '{ "type": "module" }',
    "telltale.config.ts": `import { defineConfig } from "telltale";
export default defineConfig({ environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } } });
`,
    "systems/shop.ts": `import { counter, receiver, secret, system } from "telltale";
const onCall = receiver.webhook("on-call", { url: secret("ON_CALL_URL") });
export const shop = system("shop", { routes: { page: [onCall] } });
export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
`,
    "alerts/orders.ts": `import { promql } from "telltale";
import { cart, shop } from "../systems/shop.js";
export const noOrders = shop.alert("NoOrders", {
  when: promql\`sum(rate(\${cart.orders}[5m])) == 0\`,
  for: "10m",
  severity: "page",
  summary: "Nobody orders",
  ${runbook}
});
`,
  });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  return folder;
}

async function renderAndCountParsing(cwd: string) {
  const tree = vi.spyOn(SourceFiles.prototype, "tree");
  const { diagnostics } = await renderProject({ cwd, today: "2026-11-21" });
  return { ids: diagnostics.map(({ id }) => id), trees: tree.mock.calls.length };
}

test("a project without findings is rendered without parsing a source for positions", async () => {
  const folder = projectWithAlert('runbook: "https://runbooks.example/no-orders",');
  expect(await renderAndCountParsing(folder)).toEqual({ ids: [], trees: 0 });
});

test("a finding looks up its position in a parsed source", async () => {
  const folder = projectWithAlert('allow: { "promql/range-over-a-day": "it ran once" },');
  const { ids, trees } = await renderAndCountParsing(folder);
  expect(ids).toContain("allow/unused");
  expect(trees).toBeGreaterThan(0);
});
