import { promql, type Runbook, requestRate, window } from "telltale";
import { type ServiceName, services } from "../../systems/pipeline/services.js";
import { titleOf } from "../../systems/pipeline/titles.js";
import { impacts, steps } from "./steps.js";

export function messageProcessingLag(name: ServiceName): Runbook {
  const { messages, errors } = services[name];
  return {
    meaning:
      "For ten minutes, more than 5 % of the messages have failed. The name is the document's; the alert measures failures, " +
      "not how far the service is behind.",
    impact: "What these messages said is missing in bars and views.",
    diagnosis: [
      steps.chooseService,
      {
        text: "Which topics and kinds of messages fail?",
        query: promql`sum by (topic, message_type, status) (rate(${messages.requests}[${window}]))`,
      },
      {
        text: "For which reason?",
        query: promql`sum by (error_type, component) (rate(${errors}[${window}]))`,
        dashboard: titleOf(name),
        panel: "Errors by type",
      },
      steps.logs,
    ],
    mitigation: [
      "If they do not pass validation, follow [HighDataQualityIssues](high-data-quality-issues.md).",
      "If a database or Redis is the reason, repair it first: what has failed is not tried again by itself.",
      { text: "If it began with a new image, go back to the one before in `docker-compose.yml`, and start it again." },
    ],
  };
}

export function noMessagesProcessed(name: ServiceName): Runbook {
  return {
    meaning:
      "The service has not processed a message for ten minutes. If [ServiceDown](service-down.md) fires for it, follow that " +
      "page first.",
    impact: impacts[name],
    diagnosis: [
      steps.chooseService,
      steps.stages,
      { text: "Since when?", query: requestRate(services[name].messages) },
      {
        text: "Do messages wait for it in Kafka? A lag that grows means that it hangs; no lag, that nothing arrives.",
        command:
          "docker-compose exec kafka kafka-consumer-groups --bootstrap-server localhost:9092 --describe --all-groups",
      },
      steps.logs,
      steps.infrastructure,
    ],
    mitigation: [
      "If the services before it have no messages either, begin with the first of them; if it is the first, ask the sources.",
      {
        text: "If Kafka does not answer, restart it, and the services after it.",
        command: "docker-compose restart kafka",
      },
      steps.restart,
    ],
  };
}

export function highDataQualityIssues(name: ServiceName): Runbook {
  const { errors } = services[name];
  return {
    meaning: "For ten minutes, more than 1 % of the messages have not passed validation.",
    impact: "Bars and views lack what these messages said.",
    diagnosis: [
      steps.chooseService,
      {
        text: "Which component refuses them?",
        query: promql`sum by (component, error_type) (rate(${errors.where({ error_type: /validation.*/ })}[${window}]))`,
      },
      {
        text: "What is wrong with them?",
        command: "docker-compose logs --since=30m $SERVICE | grep -i validation | tail -20",
      },
      "Has a source changed the form of its messages, or is one of them new?",
    ],
    mitigation: [
      "Nobody needs to act at night if it is a single source: tell the people who run it.",
      "If all messages are refused, a release of the service is the likely reason: go back to the image before.",
    ],
  };
}
