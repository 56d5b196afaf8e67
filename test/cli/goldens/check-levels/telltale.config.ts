import { defineConfig } from "telltale";

export default defineConfig({
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
  checks: { "alert/no-runbook": "off" },
  overrides: [{ files: ["vendor/"], checks: { "alert/no-for": "info" } }],
});
