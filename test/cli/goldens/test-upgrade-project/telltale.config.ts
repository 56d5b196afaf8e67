import { defineConfig } from "telltale";

export default defineConfig({
  versions: { prometheus: "2.42" },
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
  defaults: { runbooks: "https://runbooks.example.com/" },
});
