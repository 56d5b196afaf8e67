import type { Panel, PanelOptions, Signal } from "telltale";
import * as telltale from "telltale";
import { describe, expect, test } from "vitest";
import type { Query } from "../../src/model/expression/query.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import { selectors } from "../../src/promql/index.js";
import { labelsOf, queryOf, treeOf } from "./expression.js";
import { cart, containers, kubernetes, shop, volumes } from "./shop.js";

const signals: Readonly<Record<string, Signal>> = {
  requestRate: telltale.requestRate(cart.http, { by: ["endpoint"] }),
  failureRate: telltale.failureRate(cart.http),
  errorRatio: telltale.errorRatio(cart.http),
  latency: telltale.latency(cart.http, 0.95),
  slowerThan: telltale.slowerThan(cart.http, 0.5),
  quantile: telltale.quantile(cart.pieces, 0.5),
  shareAbove: telltale.shareAbove(cart.pieces, 10),
  shareAtMost: telltale.shareAtMost(cart.pieces, 0),
  eventRate: telltale.eventRate(cart.prices.hits),
  cacheHitRatio: telltale.cacheHitRatio(cart.prices),
  cacheLookups: telltale.cacheLookups(cart.prices),
  databaseRate: telltale.databaseRate(cart.orders),
  databaseErrorRatio: telltale.databaseErrorRatio(cart.orders),
  databaseLatency: telltale.databaseLatency(cart.orders, 0.95),
  cpuUse: telltale.cpuUse(containers),
  cpuThrottling: telltale.cpuThrottling(containers),
  memoryUse: telltale.memoryUse(containers),
  memoryOfLimit: telltale.memoryOfLimit(containers),
  networkReceived: telltale.networkReceived(containers),
  networkSent: telltale.networkSent(containers),
  restarts: telltale.restarts(kubernetes),
  crashLooping: telltale.crashLooping(kubernetes),
  podsByPhase: telltale.podsByPhase(kubernetes),
  podsReady: telltale.podsReady(kubernetes),
  nodeCpu: telltale.nodeCpu(containers, kubernetes),
  nodeMemory: telltale.nodeMemory(containers, kubernetes),
  nodeDisk: telltale.nodeDisk(containers),
  requestedOfAllocatable: telltale.requestedOfAllocatable(kubernetes, "cpu"),
  missingReplicas: telltale.missingReplicas(kubernetes),
  quotaUse: telltale.quotaUse(kubernetes),
  volumeUse: telltale.volumeUse(volumes),
};

const panels: readonly Panel[] = [
  ...telltale.red(cart.http),
  ...telltale.red(cart.http, { status: "status" }),
  ...telltale.red(cart.http, { by: ["endpoint"] }),
  ...telltale.cachePanels(cart.prices),
  ...telltale.databasePanels(cart.orders),
  ...telltale.containerPanels(containers),
  ...telltale.podPanels(kubernetes),
  ...telltale.networkPanels(containers),
  ...telltale.nodePanels(containers, kubernetes),
  ...telltale.workloadPanels(kubernetes),
  ...telltale.storagePanels(volumes, kubernetes),
  ...telltale.quotaPanels(kubernetes),
];

const { series } = buildCatalogue(shop);
const unknownSeries = (query: Query) => selectors(treeOf(query)).filter(({ name }) => !series.has(name ?? ""));

describe.each(Object.entries(signals))("the signal %s", (_name, signal) => {
  test("reads only series of the catalogue", () => expect(unknownSeries(signal.query)).toEqual([]));

  test("has the labels in `by`, and no others", () => {
    const carried = labelsOf(signal.query, shop);
    expect(carried.isOpen).toBe(false);
    expect(
      [...carried.labels]
        .filter(([, presence]) => presence !== "never")
        .map(([label]) => label)
        .sort(),
    ).toEqual([...signal.by].sort());
  });

  test("has a title, a description, a unit and a legend", () => {
    expect(signal.title).not.toBe("");
    expect(signal.description).toMatch(/^[A-Z0-9].*[.\w]$/);
    expect(signal.unit).not.toBe("");
    for (const [, label] of signal.legend.matchAll(/\{\{(\w+)\}\}/g)) expect(signal.by).toContain(label);
  });
});

describe.each(panels.map((panel) => [panel.title, panel] as const))("the panel %s", (_title, panel) => {
  test("has a description and a unit", () => {
    const options: PanelOptions = panel.options;
    expect(options.description).toMatch(/\.$/);
    const units = panel.queries.map(({ query }) => (query.kind === "signal" ? query.unit : options.unit));
    expect(units).not.toContain(undefined);
  });

  test("reads only series of the catalogue", () => {
    for (const { query } of panel.queries) expect(unknownSeries(queryOf(query))).toEqual([]);
  });
});
