import { defineConfig } from "telltale";

export default defineConfig({
  environments: {
    staging: {
      // New stacks of Grafana Cloud take no other alerts. Their release is always the latest.
      alerting: "grafana",
      versions: { grafana: "13.3" },
      grafana: { url: "https://qnt9-staging.grafana.net", folder: "QNT9" },
      dataSources: {
        metrics: { type: "prometheus", uid: "grafanacloud-prom" },
        usage: { type: "prometheus", uid: "grafanacloud-usage" },
        logs: { type: "loki", uid: "grafanacloud-logs" },
        traces: { type: "tempo", uid: "grafanacloud-traces" },
      },
      externalLabels: { cluster: "qnt9-aks-staging" },
      // The free plan of Grafana Cloud.
      retention: "14d",
    },
    prod: {
      alerting: "grafana",
      versions: { grafana: "13.3" },
      grafana: { url: "https://qnt9.grafana.net", folder: "QNT9" },
      dataSources: {
        metrics: { type: "prometheus", uid: "grafanacloud-prom" },
        usage: { type: "prometheus", uid: "grafanacloud-usage" },
        logs: { type: "loki", uid: "grafanacloud-logs" },
        traces: { type: "tempo", uid: "grafanacloud-traces" },
      },
      externalLabels: { cluster: "qnt9-aks" },
      // The paid plans of Grafana Cloud keep metrics for thirteen months.
      retention: "395d",
    },
    "pipeline-prod": {
      grafana: { url: "http://localhost:3000", folder: "Data pipeline" },
      dataSources: { metrics: { type: "prometheus", uid: "prometheus" } },
      scrapeInterval: "15s",
      evaluationInterval: "15s",
      retention: "200h",
      runbooks: "https://runbooks.pipeline.example/",
    },
    "openuser-prod": {
      grafana: { url: "http://localhost:3000", folder: "OpenUser" },
      dataSources: {
        metrics: { type: "prometheus", uid: "prometheus" },
        logs: { type: "loki", uid: "loki" },
      },
      externalLabels: { cluster: "production" },
      scrapeInterval: "15s",
      evaluationInterval: "15s",
      // Longer than the 30 days of the objectives: Prometheus keeps 15 days by default.
      retention: "35d",
      runbooks: "https://runbooks.openuser.example/",
    },
    "autoserve-prod": {
      grafana: { url: "http://localhost:3001", folder: "AutoServe" },
      dataSources: {
        metrics: { type: "prometheus", uid: "prometheus" },
        logs: { type: "loki", uid: "loki" },
        traces: { type: "jaeger", uid: "jaeger" },
      },
      scrapeInterval: "15s",
      evaluationInterval: "15s",
      // The document's 30 days are exactly the window of its objectives: the oldest of them would always be missing.
      retention: "35d",
      runbooks: "https://runbooks.autoserve.example/",
    },
    "todo-prod": {
      grafana: { url: "https://grafana.todo-chatbot.example.com", folder: "Todo Chatbot" },
      dataSources: {
        metrics: { type: "prometheus", uid: "prometheus" },
        logs: { type: "loki", uid: "loki" },
        traces: { type: "jaeger", uid: "jaeger" },
      },
      scrapeInterval: "15s",
      evaluationInterval: "15s",
      retention: "15d",
      runbooks: "https://runbooks.todo-chatbot.example.com/",
    },
  },
  // The productions share one Alertmanager, with a subtree for each. Staging has its own, in which no receiver wakes anyone.
  alertmanagers: {
    production: { environments: ["prod", "pipeline-prod", "openuser-prod", "autoserve-prod", "todo-prod"] },
  },
  defaults: {
    dataSource: "metrics",
    // Grafana Cloud bills by active series at one sample a minute: 15 s would cost four times as much.
    scrapeInterval: "1m",
    evaluationInterval: "1m",
    window: "5m",
    runbooks: "https://runbooks.qnt9.example/",
  },
  // Tests must notice this share of the changes that `telltale test --mutate` makes.
  mutation: { minimum: 0.95 },
  // The volumes that the document's dollars stand for, in gigabytes a month.
  cost: { systems: { qnt9: { logs: 20, traces: 10, maxDollars: 80 } } },
  reference: { output: "docs/systems/reference" },
  versions: { prometheus: "3.5", alertmanager: "0.28", grafana: "12.0" },
});
