import { scrape } from "telltale";
import { alertmanager, clickHouse, grafana, hosts, kafka, postgres, prometheus, redis } from "./infrastructure.js";
import { aggregation, enrichment, normalization, projection } from "./services.js";
import { pipeline } from "./system.js";

/** Everything runs in docker compose; the network is that of the compose file of the services. */
export const collection = pipeline.collect("compose", {
  jobs: [
    scrape(normalization),
    scrape(enrichment),
    scrape(aggregation),
    scrape(projection),
    scrape(kafka),
    scrape(clickHouse),
    scrape(postgres),
    scrape(redis),
    scrape(hosts),
    // The resources of containers: no dashboard of ours shows them, those of the community do.
    scrape("cadvisor", { targets: ["cadvisor:8080"] }),
    scrape(prometheus),
    scrape(alertmanager),
    scrape(grafana),
  ],
  prometheus: { storage: "10GB" },
  compose: {
    network: "pipeline_default",
    components: {
      prometheus: { hostPort: 9090, memory: "2g", args: ["--query.timeout=30s"] },
      grafana: { hostPort: 3000, memory: "512m" },
      alertmanager: { hostPort: 9093, memory: "64m" },
      "node-exporter": { hostPort: 9100, memory: "64m" },
      // Not 8080, which the document gives to four services as well.
      cadvisor: { hostPort: 8081, memory: "128m" },
      "kafka-exporter": { memory: "64m", args: ["--kafka.server=kafka:9092"] },
      "postgres-exporter": {
        memory: "64m",
        environment: {
          DATA_SOURCE_URI: "postgres:5432/postgres?sslmode=disable",
          DATA_SOURCE_USER: "postgres_exporter",
        },
        secrets: { DATA_SOURCE_PASS_FILE: "postgres-exporter-password" },
      },
      "redis-exporter": { memory: "64m", environment: { REDIS_ADDR: "redis://redis:6379" } },
    },
  },
});
