import type { Check } from "../check.js";

/** Ports of servers that do not speak Prometheus' format, and the exporters that do it for them. */
const protocols: Readonly<Record<string, readonly [server: string, exporter: string]>> = {
  "3306": ["MySQL", "mysqld_exporter, at port 9104"],
  "5432": ["PostgreSQL", "postgres_exporter, at port 9187"],
  "5672": ["RabbitMQ", "its plugin rabbitmq_prometheus, at port 15692"],
  "6379": ["Redis", "redis_exporter, at port 9121"],
  "9092": ["Kafka", "kafka_exporter, at port 9308"],
  "11211": ["Memcached", "memcached_exporter, at port 9150"],
  "27017": ["MongoDB", "mongodb_exporter, at port 9216"],
};

/** A job that scrapes a server at the port of its own protocol. */
export const notAnExporter: Check = {
  id: "collection/not-an-exporter",
  on: "collection",
  *run({ jobs }) {
    for (const job of jobs) {
      for (const target of job.targets) {
        const port = /:(\d+)$/.exec(target)?.[1] ?? "";
        const [server, exporter] = (Object.hasOwn(protocols, port) && protocols[port]) || [];
        if (server === undefined) continue;
        yield {
          summary: `${target} is the port of ${server}, which does not speak Prometheus' format`,
          details: "Every scrape of it fails.",
          fix: `scrape ${exporter}`,
          at: job.locate("targets"),
          subject: job.subject,
          allow: job.allow,
        };
      }
    }
  },
};
