import { defineConfig } from "telltale";

export default defineConfig({
  environments: { prod: { dataSources: { metrics: { type: "prometheus", uid: "metrics" } } } },
});
