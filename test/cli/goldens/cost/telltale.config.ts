import { defineConfig } from "telltale";

export default defineConfig({
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } }, scrapeInterval: "30s" } },
  cost: { systems: { shop: { logs: 60, traces: 10, maxSeries: 100, maxDollars: 20 } } },
});
