import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildProject } from "../../../src/project/build/build-project.js";
import { temporaryFolder } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const texts = 'runbook: { meaning: "Nobody orders.", impact: "No sales.", mitigation: ["Place a test order."] },';

/** A project with one alert that has this runbook. */
class Project {
  readonly folder: string;

  constructor(runbook = texts, runbooks = "") {
    this.folder = temporaryFolder({
      "package.json": '{ "type": "module" }',
      "telltale.config.ts": `import { defineConfig } from "telltale";
const environment = { dataSources: { prom: { type: "prometheus", uid: "p" } } } as const;
export default defineConfig({
  environments: { prod: environment, staging: environment },
  defaults: { runbooks: "https://runbooks.example.com" },
  ${runbooks}
});
`,
      "systems/shop.ts": `import { counter, receiver, secret, system } from "telltale";
const onCall = receiver.webhook("on-call", { url: secret("ON_CALL_URL") });
export const shop = system("shop", { routes: { page: [onCall] } });
export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
`,
    });
    mkdirSync(join(this.folder, "node_modules"));
    symlinkSync(repository, join(this.folder, "node_modules/telltale"));
    this.defineAlert(runbook);
  }

  defineAlert(runbook: string): void {
    this.write(
      "alerts/orders.ts",
      `import { promql } from "telltale";
import { cart, shop } from "../systems/shop.js";
export const noOrders = shop.alert("NoOrders", {
  when: promql\`sum(rate(\${cart.orders}[5m])) == 0\`,
  for: "10m",
  severity: "page",
  summary: "Nobody orders",
  ${runbook}
});
`,
    );
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  async build(options: { check?: boolean; force?: boolean; environments?: readonly string[] } = {}) {
    const result = await buildProject({ cwd: this.folder, today: "2026-11-21", ...options });
    const findings = result.diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ id, summary, span }) => ({
        id,
        summary,
        at: span && `${span.file.slice(this.folder.length + 1)}:${span.start.line}`,
      }));
    return { ...result, findings };
  }
}

const page = "docs/runbooks/shop/no-orders.md";

describe("a build", () => {
  test("writes the page, and nothing the second time", async () => {
    const project = new Project();
    const first = await project.build();
    expect(first.findings).toEqual([]);
    expect(first.written).toContain(page);
    expect(project.read(page)).toMatch(/^# NoOrders\n[\s\S]*## Meaning\n\nNobody orders\.\n/);
    const second = await project.build();
    expect(second.written).toEqual([]);
    expect(second.unchanged).toContain(page);
    expect((await project.build({ check: true })).findings).toEqual([]);
  });

  test("removes the page when the alert has none any more, and keeps other files", async () => {
    const project = new Project();
    await project.build();
    project.write("docs/runbooks/how-to.md", "# How to\n");
    project.defineAlert('runbook: "how-to",');
    const { deleted, findings } = await project.build();
    expect(findings).toEqual([]);
    expect(deleted).toEqual([page]);
    expect(readdirSync(join(project.folder, "docs/runbooks")).sort()).toEqual([".telltale-manifest.json", "how-to.md"]);
    expect((await project.build({ check: true })).findings).toEqual([]);
  });

  test("is written for the alerts of an SLO, too", async () => {
    const project = new Project("");
    project.write(
      "slos/orders.ts",
      `import { eventRatio } from "telltale";
import { cart, shop } from "../systems/shop.js";
export const orders = shop.slo("orders", {
  description: "Orders go through.",
  indicator: eventRatio({ failed: cart.refused, of: cart.orders, events: "orders" }),
  objective: "99%",
  window: "7d",
  page: "page",
  ticket: "page",
  ${texts}
});
`,
    );
    project.write(
      "systems/shop.ts",
      project
        .read("systems/shop.ts")
        .replace("{ orders:", '{ refused: counter("cart_orders_refused_total", { help: "Orders refused" }), orders:'),
    );
    expect((await project.build()).findings).toEqual([]);
    expect(project.read("docs/runbooks/shop/orders-budget-burn.md")).toContain("Nobody orders.");
  });

  test("makes no folder for a project without runbooks", async () => {
    const project = new Project('runbook: "https://wiki.example.com/no-orders",');
    expect((await project.build()).findings).toEqual([]);
    expect(project.has("docs")).toBe(false);
  });

  test("of one environment leaves the pages alone", async () => {
    const project = new Project();
    await project.build({ environments: ["prod"] });
    expect(project.has("docs")).toBe(false);
    await project.build();
    project.defineAlert(texts.replace("Nobody", "Hardly anybody"));
    await project.build({ environments: ["prod"] });
    expect(project.read(page)).toContain("Nobody orders.");
  });

  test("writes to the folder of the configuration", async () => {
    const project = new Project(texts, 'runbooks: { output: "runbooks/pages/" },');
    expect((await project.build()).written).toContain("runbooks/pages/shop/no-orders.md");
  });
});

describe("a page that a build did not write", () => {
  test("is not overwritten, and then nothing is written", async () => {
    const project = new Project();
    project.write(page, "# Mine\n");
    expect((await project.build()).findings.map(({ id, at }) => ({ id, at }))).toEqual([
      { id: "build/foreign-file", at: `${page}:1` },
    ]);
    expect(project.read(page)).toBe("# Mine\n");
    expect(project.has("generated")).toBe(false);
  });

  test("is reported if it was edited", async () => {
    const project = new Project();
    await project.build();
    project.write(page, `${project.read(page)}more\n`);
    project.defineAlert(texts.replace("Nobody", "Hardly anybody"));
    expect((await project.build()).findings.map(({ id }) => id)).toEqual(["build/edited-file"]);
    const checked = await project.build({ check: true });
    expect(checked.findings.map(({ summary }) => summary)).toContain(
      "runbooks are out of date: 1 file differs from the definitions",
    );
    expect((await project.build({ force: true })).findings).toEqual([]);
  });

  test("can be named by an alert, unless it is to be deleted", async () => {
    const project = new Project();
    await project.build();
    project.defineAlert('runbook: "shop/no-orders",');
    expect((await project.build()).findings.map(({ id, summary }) => `${id}: ${summary}`)).toEqual([
      'alert/unknown-runbook: there is no runbook "shop/no-orders"',
    ]);
    rmSync(join(project.folder, "docs"), { recursive: true });
    project.write(page, "# Mine\n");
    expect((await project.build()).findings).toEqual([]);
  });
});

describe("a template of the project", () => {
  const withTemplate = 'runbooks: { template: "runbook.hbs" },';

  test("replaces the default", async () => {
    const project = new Project(texts, withTemplate);
    project.write("runbook.hbs", "\uFEFF{{title}}:\r\n{{#each impact}}\r\n* {{value}}\r\n{{/each}}\r\n");
    const { sources } = await project.build();
    expect(project.read(page)).toBe("NoOrders:\n* No sales.\n");
    expect(sources).toContain(join(project.folder, "runbook.hbs"));
  });

  test("is reported if it is missing, or too large", async () => {
    const project = new Project(texts, withTemplate);
    const missing = {
      id: "config/bad-template",
      summary: 'cannot read the template of runbooks "runbook.hbs"',
      at: "telltale.config.ts:6",
    };
    expect((await project.build()).findings).toEqual([missing]);
    project.write("runbook.hbs", "x".repeat(1_000_001));
    expect((await project.build()).findings).toEqual([missing]);
  });

  test.each([
    ["# {{title}}\n\n{{#each meaning}}", "{{#each}} is not closed", 3],
    ["# {{title}}\n{{titel}}", 'unknown name "titel": did you mean "title"?', 2],
    ["{{title}}\n{{> step}}", 'in {{> step}}: unknown name "queries"', 2],
  ])("is reported at the mistake: %j", async (template, summary, line) => {
    const project = new Project(texts, withTemplate);
    project.write("runbook.hbs", template);
    expect((await project.build()).findings).toEqual([
      { id: "config/bad-template", summary, at: `runbook.hbs:${line}` },
    ]);
    expect(project.has("docs")).toBe(false);
  });
});

test.each(["../runbooks", ".", "alerts/pages", "generated/runbooks", "generated"])(
  "%s cannot be their folder",
  async (folder) => {
    const project = new Project(texts, `runbooks: { output: ${JSON.stringify(folder)} },`);
    expect((await project.build()).findings).toEqual([
      { id: "config/bad-output", summary: `"${folder}" cannot be the folder of runbooks`, at: "telltale.config.ts:6" },
    ]);
  },
);

test("an address on GitHub names the whole file", async () => {
  const address = "https://github.com/acme/shop/blob/main/docs/runbooks/";
  const project = new Project(texts);
  const config = project.read("telltale.config.ts");
  project.write("telltale.config.ts", config.replace("https://runbooks.example.com", address));
  expect((await project.build()).findings).toEqual([
    {
      id: "config/wrong-value",
      summary: "these addresses of runbooks lead to no page: the files end in .md",
      at: "telltale.config.ts:5",
    },
  ]);
  project.write("telltale.config.ts", config.replace("https://runbooks.example.com", `${address}{page}.md`));
  expect((await project.build()).findings).toEqual([]);
  expect(project.read("generated/prod/shop/rules/alerts.yml")).toContain(`runbook_url: ${address}shop/no-orders.md`);
});
