import fc from "fast-check";
import { counter, errorRatio, http, panelJson, promql, row, system, text, timeseries } from "telltale";
import { describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import type { Dashboard, Panel, Row } from "../../src/formats/grafana/types.js";
import type { Panels } from "../../src/model/dashboard/panel.js";
import type { Row as RowDefinition } from "../../src/model/dashboard/section.js";
import { deriveId } from "../../src/model/definition/key.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { compiled, config, dashboardsOf } from "./project.js";

const up = promql`up`;

function dashboard(title: string, options: { key?: string; rows?: RowDefinition[]; panels?: Panels }): Dashboard {
  const shop = system("shop", {});
  shop.dashboard(title, { description: "?", ...options });
  const result = compiled(shop);
  expect(result.diagnostics).toEqual([]);
  return dashboardsOf(result)[0]!;
}

function idsByTitle({ panels }: Dashboard): Record<string, number> {
  const all = panels.flatMap((panel): (Panel | Row)[] => ("panels" in panel ? [panel, ...panel.panels] : [panel]));
  return Object.fromEntries(all.map(({ title, id }) => [title, id]));
}

describe("the uid of a dashboard", () => {
  test("consists of system and title", () => {
    expect(dashboard("User service", {}).uid).toBe("shop-user-service");
  });

  test("stays the same when the title changes under a fixed key", () => {
    expect(dashboard("User service", { key: "user" }).uid).toBe("shop-user");
    expect(dashboard("People", { key: "user" }).uid).toBe("shop-user");
  });

  test("is valid in Grafana for any title", () => {
    // Grafana's schema rejects a title of spaces only.
    const visible = fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }).filter((title) => /\S/.test(title));
    fc.assert(
      fc.property(visible, (title) => {
        expect(dashboard(title, {}).uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
      }),
    );
  });

  test("differs for long titles with the same beginning", () => {
    const long = "The very long title of a dashboard about the";
    expect(dashboard(`${long} cart`, {}).uid).not.toBe(dashboard(`${long} card`, {}).uid);
  });
});

describe("the id of a panel", () => {
  const rows = (...titles: string[]) => [
    row("Traffic", [...titles.map((title) => timeseries(title, up)), text("Help", "…")]),
    row("Closed", [timeseries("Errors", up)], { collapsed: true }),
  ];

  test("does not change when a panel or row is inserted before it", () => {
    const before = idsByTitle(dashboard("Cart", { rows: rows("Requests", "Latency") }));
    const after = idsByTitle(dashboard("Cart", { rows: rows("Requests", "Errors by path", "Latency") }));
    const moved = idsByTitle(
      dashboard("Cart", { rows: [row("New", [timeseries("First", up)]), ...rows("Requests", "Latency")] }),
    );
    expect(after).toMatchObject(before);
    expect(moved).toMatchObject(before);
  });

  test("stays the same under a fixed key, for any title and row", () => {
    const id = (title: string, heading: string) =>
      idsByTitle(dashboard("Cart", { rows: [row(heading, [timeseries(title, up, { key: "requests" })])] }))[title];
    expect(id("Requests", "Traffic")).toBe(id("Calls", "Load"));
  });

  test("differs for the same title in another row", () => {
    const { panels } = dashboard("Cart", {
      rows: [row("A", [timeseries("Rate", up)]), row("B", [timeseries("Rate", up)])],
    });
    expect(new Set(panels.map(({ id }) => id)).size).toBe(4);
  });

  test("is assigned to panels from JSON too", () => {
    const json = { id: 4, type: "text", title: "Imported", options: { mode: "markdown", content: "" } };
    const imported = idsByTitle(dashboard("Cart", { panels: [panelJson(json), text("Other", "")] }));
    const own = idsByTitle(dashboard("Cart", { panels: [text("Imported", ""), text("Other", "")] }));
    expect(imported).toEqual(own);
  });
});

/** Finds two keys with the same id, for any hash: by the birthday paradox, among some 100,000 keys. */
function findCollision(): readonly [string, string] {
  const keys = new Map<number, string>();
  for (let number = 0; number < 1_000_000; number++) {
    const key = `panel-${number}`;
    const id = deriveId(key);
    const other = keys.get(id);
    if (other !== undefined) return [other, key];
    keys.set(id, key);
  }
  throw new Error("no two keys collide: ids have more bits than expected");
}

describe("ids that collide", () => {
  test("two panels with the same key are an error at the second", () => {
    const shop = system("shop", {});
    shop.dashboard("Cart", { panels: [timeseries("Rate", up), timeseries("Rate", up)] });
    const { diagnostics } = compiled(shop);
    expect(diagnostics).toMatchObject([
      { id: "definition/duplicate-panel", severity: "error", subject: 'panel "Rate" of dashboard "Cart"' },
    ]);
    expect(diagnostics[0]!.span?.file).toBe(import.meta.filename);
    expect(diagnostics[0]!.related?.[0]?.span?.start.column).toBeLessThan(diagnostics[0]!.span!.start.column);
  });

  test("two keys with the same hash are an error, and keep their ids", () => {
    const [one, other] = findCollision();
    const shop = system("shop", {});
    shop.dashboard("Cart", { panels: [timeseries("One", up, { key: one }), timeseries("Other", up, { key: other })] });
    expect(compiled(shop).diagnostics).toMatchObject([{ id: "definition/panel-id-collision", severity: "error" }]);
  });

  test("two dashboards with one uid are an error, within a system and across systems", () => {
    const shop = system("shop", {});
    shop.dashboard("Cart", { key: "cart" });
    shop.dashboard("Basket", { key: "cart" });
    expect(compiled(shop).diagnostics).toMatchObject([{ id: "definition/duplicate-uid" }]);
    const one = system("shop", {});
    one.dashboard("Cart", { key: "eu-cart" });
    const other = system("shop-eu", {});
    other.dashboard("Cart", { key: "cart" });
    expect(compiled([one, other]).diagnostics).toMatchObject([{ id: "definition/duplicate-uid" }]);
  });
});

describe("the order of definitions", () => {
  const everything = (): SystemFacts => {
    const shop = system("shop", { serviceLabel: "app" });
    const counts = shop.group("counts");
    for (const name of ["cart", "search", "user"]) {
      const service = shop.service(name, {
        http: http({
          requests: counter(`${name}_requests_total`, { help: "Requests", labels: { status: 8 } }),
          failed: { status: /5../ },
        }),
      });
      const ratio = errorRatio(service.http);
      const recorded = shop.recordingRule(`app:${name}_errors:ratio`, ratio);
      shop.recordingRule(`all:${name}_errors:max`, promql`max(${recorded})`);
      shop.recordingRule(`all:${name}_requests:count`, promql`count(${service.http.requests})`, { group: counts });
      shop.alert("Fails", { when: ratio.above(0.1), severity: "critical", summary: `${name} fails` });
      shop.alert("Worse", { when: recorded.above(0.5), severity: "critical", summary: `${name} fails badly` });
      shop.dashboard(name, { links: ["All"], panels: [timeseries("Errors", ratio)] });
    }
    shop.dashboard("All", {
      panels: shop.definitions.flatMap((one) => (one.kind === "recordingRule" ? [timeseries(one.record, one)] : [])),
    });
    shop.ruleFile("extra", "groups: []\n");
    return shop;
  };

  test("does not change the output", () => {
    const shop = everything();
    const bytes = (definitions: SystemFacts["definitions"]) =>
      compileProject({ config, systems: [{ ...shop, definitions } as SystemFacts] }).artifacts.map(
        (artifact) => `${artifact.path}\n${renderArtifact(artifact)}`,
      );
    const original = bytes(shop.definitions);
    expect(original).toHaveLength(8);
    fc.assert(
      fc.property(fc.shuffledSubarray([...shop.definitions], { minLength: shop.definitions.length }), (shuffled) => {
        expect(bytes(shuffled)).toEqual(original);
      }),
      { numRuns: 20 },
    );
  });
});
