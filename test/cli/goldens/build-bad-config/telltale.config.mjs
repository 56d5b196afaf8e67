// @ts-nocheck: this is what is wrong with it
import { defineConfig } from "telltale";

export default defineConfig({
  enviroments: {},
  environments: {
    prod: { retention: "15 days", dataSources: { prom: { type: "prometheus" } } },
  },
  versions: { prometheus: "1.8" },
});
