import { defineConfig } from "telltale";

export default defineConfig({
  checks: { "alert/no-runbook": "off" },
  policies: [{ name: "pages have an owner", require: { labels: ["team"] } }],
});
