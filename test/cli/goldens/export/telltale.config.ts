import { defineConfig } from "telltale";

export default defineConfig({
  environments: {
    prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } },
    staging: { dataSources: { prom: { type: "prometheus", uid: "prom-staging" } } },
  },
  defaults: { runbooks: "https://runbooks.example.com/" },
});
