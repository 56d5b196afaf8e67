import { indicators } from "../../recording-rules/pipeline/services.js";
import * as runbooks from "../../runbooks/pipeline/messages.js";
import { limits } from "../../systems/pipeline/limits.js";
import { outages } from "../../systems/pipeline/outages.js";
import { pipeline } from "../../systems/pipeline/system.js";

const services = Object.values(indicators);

/** The share of messages that fail, in spite of its name: the document calls it so. */
export const messageProcessingLag = services.map(({ name, failedMessages }) =>
  pipeline.alert("MessageProcessingLag", {
    when: failedMessages.above(limits.failedMessages, { whenBusy: limits.messageTraffic }).orWhile(outages[name]),
    for: "10m",
    severity: "warning",
    labels: { service: name },
    summary: "{{ $labels.job }} fails to process {{ $value | humanizePercentage }} of its messages",
    description:
      "More than 5 % of the messages have failed for ten minutes. They are missing in what the pipeline writes, unless " +
      "they are tried again.",
    runbook: runbooks.messageProcessingLag(name),
  }),
);

/** Nothing in the last five minutes, for five minutes. */
export const noMessagesProcessed = services.map(({ name, messages }) =>
  pipeline.alert("NoMessagesProcessed", {
    when: messages.equals(0).orWhile(outages[name]),
    for: "5m",
    severity: "critical",
    labels: { service: name },
    summary: "{{ $labels.job }} has not processed a message for ten minutes",
    description:
      "Either nothing arrives, or the service hangs. If the services before it process messages, it is this one; if " +
      "none does, look at Kafka and at the sources.",
    runbook: runbooks.noMessagesProcessed(name),
  }),
);

/** Nothing measures data quality but the errors of validation: their share of the messages. */
export const highDataQualityIssues = services.map(({ name, invalidMessages }) =>
  pipeline.alert("HighDataQualityIssues", {
    when: invalidMessages.above(limits.invalidMessages, { whenBusy: limits.messageTraffic }).orWhile(outages[name]),
    for: "10m",
    severity: "warning",
    labels: { service: name },
    summary: "{{ $value | humanizePercentage }} of the messages to {{ $labels.job }} are not valid",
    description:
      "More than 1 % of the messages have not passed validation for ten minutes. Usually a source has changed the form " +
      "of its messages.",
    runbook: runbooks.highDataQualityIssues(name),
  }),
);
