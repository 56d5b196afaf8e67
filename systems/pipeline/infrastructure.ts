import {
  alertmanagerMetrics,
  clickHouseMetrics,
  grafanaMetrics,
  kafkaExporter,
  nodeExporter,
  postgresExporter,
  prometheusMetrics,
  redisExporter,
} from "telltale";
import { pipeline } from "./system.js";

// Kafka, PostgreSQL and Redis do not expose metrics themselves: an exporter beside each does. ClickHouse does.

export const hosts = pipeline.service("node-exporter", nodeExporter({ nodes: 1 }));

export const kafka = pipeline.service("kafka-exporter", kafkaExporter({ brokers: 1, topics: 4, consumerGroups: 4 }));

export const postgres = pipeline.service("postgres-exporter", postgresExporter({ databases: 1 }));

export const redis = pipeline.service("redis-exporter", redisExporter());

export const clickHouse = pipeline.service("clickhouse", clickHouseMetrics());

export const prometheus = pipeline.service("prometheus", prometheusMetrics());

export const alertmanager = pipeline.service("alertmanager", alertmanagerMetrics());

export const grafana = pipeline.service("grafana", grafanaMetrics());
