import type { ServiceName } from "../../systems/pipeline/services.js";

/** The effect on users while a service does not work. */
export const impacts: Readonly<Record<ServiceName, string>> = {
  normalization: "No new data enters the pipeline: everything behind it shows the past.",
  enrichment: "Messages wait before they get their metadata: bars and views show the past.",
  aggregation: "No new bars are made: charts end where it stopped.",
  projection: "Bars are made, and readers do not see them: views show the past.",
};

/** Steps that several runbooks have. The commands are the same for every service: they read its name from `$SERVICE`. */
export const steps = {
  chooseService: {
    text: "Set the name of the service for the commands on this page: it is the label `job` of the alert.",
    command: "SERVICE=REPLACE-ME # such as enrichment-service",
  },
  container: {
    text: "Does its container run, since when, and how did it end before? 137 means that it was killed, usually for memory.",
    command: "docker-compose ps -a $SERVICE",
  },
  logs: { text: "What does it log?", command: "docker-compose logs --since=30m $SERVICE" },
  health: {
    text: "What does it say of its own health? It is asked from inside, because the services do not publish their port.",
    command: `docker-compose exec $SERVICE python -c "import urllib.request as u; print(u.urlopen('http://localhost:8080/health').read())"`,
  },
  stages: {
    text: "Where do messages stop? The first service without messages is the one to look at.",
    dashboard: "Data Processing Overview",
    panel: "Messages by service",
  },
  infrastructure: {
    text: "Do Kafka, ClickHouse, PostgreSQL and Redis run?",
    command: "docker-compose ps",
  },
  restart: {
    text: "Restart it. Kafka keeps the messages that it has not finished, and it goes on where it stopped.",
    command: "docker-compose restart $SERVICE",
  },
} as const;
