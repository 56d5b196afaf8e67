import { exporterDown, nodeExporter, postgresExporter, system } from "telltale";
import { expect, test } from "vitest";
import { expression } from "./expression.js";

const shop = system("shop", {});
const hosts = shop.service("node-exporter", nodeExporter());
const postgres = shop.service("postgres-exporter", postgresExporter());

test("an exporter that says if it reaches its server is down with it", () => {
  expect(expression(exporterDown(postgres))).toBe(
    'max by (job, instance) (pg_up{job="postgres-exporter"}) == 0' +
      ' or max by (job, instance) (up{job="postgres-exporter"}) == 0' +
      ' or sum by (job) (absent(up{job="postgres-exporter"}))',
  );
});

test("another exporter is down if it cannot be scraped or has no target", () => {
  expect(expression(exporterDown(hosts, { where: { instance: "a:9100" } }))).toBe(
    'max by (job, instance) (up{job="node-exporter", instance="a:9100"}) == 0' +
      ' or sum by (job) (absent(up{job="node-exporter", instance="a:9100"}))',
  );
});

test("it covers an outage of the exporter, and reports unknown options", () => {
  expect(exporterDown(postgres).traits.outageOf).toEqual([{ system: "shop", name: "postgres-exporter" }]);
  const condition = exporterDown(postgres, { instance: "a" } as object);
  expect(condition.origin.wrongOptions?.problems).toMatchObject([{ type: "unknown", path: ["instance"] }]);
});
