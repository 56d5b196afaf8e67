import type { ReasonName } from "./reasons.js";

/** A definition in `dashboards/`, and how far it is the same as its original. */
export interface Expectation {
  readonly name: string;
  /** The file in the corpus. */
  readonly original: string;
  /** Settings that are the same. */
  readonly same: number;
  /** Panels that are left as JSON. */
  readonly raw: number;
  /** Settings that differ, by the reason. */
  readonly differences: { readonly [Name in ReasonName]?: number };
}

export const expectations: readonly Expectation[] = [
  {
    name: "tomcat-logs",
    original: "apache-tomcat_dashboards_apache-tomcat-logs.json",
    same: 70,
    raw: 0,
    differences: { "link icon": 3, "own tag": 2, "values of Loki labels": 27, position: 1, "log context": 1 },
  },
  {
    name: "mongodb-logs",
    original: "mongodb_dashboards_mongodb-logs.json",
    same: 77,
    raw: 0,
    differences: { "link icon": 4, "values of Loki labels": 27, position: 1, "log context": 1 },
  },
  {
    name: "nomad-jobs",
    original: "nomad_dashboards_nomad-jobs.json",
    same: 96,
    raw: 0,
    differences: { "equals one value": 1, "least step": 4, "without effect": 2 },
  },
  {
    name: "ruby-overview",
    original: "ruby_dashboards_ruby-overview.json",
    same: 98,
    raw: 0,
    differences: { "without effect": 3, "sorted tooltip": 3, "least step": 5 },
  },
  {
    name: "kubernetes-scheduler",
    original: "kubernetes_dashboards_scheduler.json",
    same: 244,
    raw: 0,
    differences: {
      "own tag": 2,
      "link icon": 1,
      "trend of a number": 2,
      "without effect": 8,
      "from zero": 6,
      "status colours": 8,
    },
  },
  {
    name: "ibm-mq-cluster",
    original: "ibm-mq_dashboards_ibm-mq-cluster-overview.json",
    same: 265,
    raw: 2,
    differences: {
      "link icon": 5,
      "own tag": 2,
      "equals one value": 1,
      "trend of a number": 8,
      "last value": 12,
      position: 2,
      "without effect": 1,
      "least step": 2,
    },
  },
  {
    name: "bigip-pools",
    original: "f5-bigip_dashboards_bigip-pool-overview.json",
    same: 300,
    raw: 1,
    differences: {
      "link icon": 5,
      "own tag": 2,
      "equals one value": 3,
      "without effect": 9,
      "from zero": 6,
      "names of queries": 1,
      "least step": 7,
    },
  },
  {
    name: "presto-worker",
    original: "presto_dashboards_presto-worker.json",
    same: 339,
    raw: 0,
    differences: {
      "link icon": 4,
      "own tag": 2,
      "equals one value": 1,
      "last value": 4,
      "from zero": 6,
      "without effect": 18,
      "least step": 13,
    },
  },
  {
    name: "couchbase-node",
    original: "couchbase_dashboards_couchbase-node-overview.json",
    same: 328,
    raw: 0,
    differences: {
      "link icon": 4,
      "own tag": 2,
      "equals one value": 2,
      "without effect": 12,
      "least step": 20,
      "from zero": 5,
      "status colours": 8,
    },
  },
  {
    name: "jira-overview",
    original: "jira_dashboards_jira-overview.json",
    same: 230,
    raw: 0,
    differences: {
      "without effect": 16,
      "trend of a number": 18,
      "least step": 5,
      "from zero": 2,
      "click in a legend": 3,
    },
  },
  {
    name: "cilium-conntrack",
    original: "cilium-enterprise_dashboards_cilium-conntrack.json",
    same: 172,
    raw: 0,
    differences: {
      "own tag": 4,
      "any value": 1,
      "from zero": 4,
      "status colours": 24,
      "least step": 9,
      "sorted tooltip": 1,
    },
  },
  {
    name: "hadoop-node-manager",
    original: "apache-hadoop_dashboards_apache-hadoop-nodemanager-overview.json",
    same: 452,
    raw: 0,
    differences: {
      "link icon": 5,
      "own tag": 2,
      "equals one value": 1,
      "least step": 27,
      "without effect": 14,
      "from zero": 1,
    },
  },
  {
    name: "traefik",
    original: "traefik_dashboards_traefikdash.json",
    same: 375,
    raw: 0,
    differences: {
      "refresh never": 1,
      "special mappings": 12,
      "step by variable": 6,
      "without effect": 20,
      "results of a panel": 3,
      "least step": 10,
      "bars beside their time": 6,
      "from zero": 6,
      "status colours": 16,
    },
  },
  {
    name: "kubernetes-windows",
    original: "kubernetes_dashboards_k8s-resources-windows-cluster.json",
    same: 258,
    raw: 2,
    differences: { "own tag": 2, "link icon": 1, "trend of a number": 12, position: 4, "without effect": 2 },
  },
  {
    name: "siddhi-aggregation",
    original: "wso2-streaming-integrator_dashboards_Siddhi_aggregation.json",
    same: 172,
    raw: 1,
    differences: {
      "old cells": 7,
      "links keep the choice": 3,
      position: 5,
      "special mappings": 3,
      "without effect": 3,
      "least step": 3,
    },
  },
  {
    name: "activemq-topics",
    original: "apache-activemq_dashboards_apache-activemq-topic-overview.json",
    same: 307,
    raw: 1,
    differences: {
      "link icon": 5,
      "own tag": 2,
      "equals one value": 2,
      "least step": 7,
      position: 7,
      "without effect": 13,
      "from zero": 2,
    },
  },
  {
    name: "squid",
    original: "squid_dashboards_squid-overview.json",
    same: 451,
    raw: 0,
    differences: { "link icon": 1, "equals one value": 1, "without effect": 15, "from zero": 10, "least step": 12 },
  },
];
