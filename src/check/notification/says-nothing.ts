import type { MessageTexts } from "../../routing/render-message.js";
import type { AlertView, CheckOn } from "../check.js";
import type { MessagesSubject, MessageTarget, SampleAlert } from "../messages-subject.js";
import { isAddress } from "./facts/is-address.js";
import { createSample, variableLabels } from "./facts/sample-alert.js";
import { kindNames } from "./facts/text-limits.js";

/** A message that is the same whichever instance of the alert fires, and whatever its value. */
export const saysNothing: CheckOn<MessagesSubject> = {
  id: "notification/says-nothing",
  on: "messages",
  after: ["notification/broken-template"],
  *run({ alert, sample, messages, render }) {
    const labels = variableLabels(alert);
    // The texts of Telltale show these annotations.
    const { summary = "", value = "" } = sample.annotations;
    const isTold = saysSomething(`${summary} ${value}`, sample, labels);
    for (const message of messages) {
      if (message.isDefault && isTold) continue;
      const own = readable(message.texts);
      if (!isWritten(message) || saysSomething(own, sample, labels)) continue;
      const difference = otherAlert(alert, sample, labels);
      if (readable(render(message, difference.other)) !== own) continue;
      yield {
        summary: `its message to "${message.node.receiver}" does not say ${difference.words}`,
        details: `All that ${kindNames[message.kind] ?? message.kind} shows is ${JSON.stringify(shorten(own))}.`,
        fix: difference.fix,
        at: alert.rule.locate("annotations", "summary"),
      };
    }
  },
};

/** True for a text with the value, the name or a label of the alert that tells it from others: no need to compare it. */
function saysSomething(text: string, { labels, annotations }: SampleAlert, variable: readonly string[]): boolean {
  const telling = variable.length > 0 ? variable.map((name) => labels[name]) : [labels.alertname, annotations.summary];
  // A short one may be part of a word.
  return [...telling, annotations.value].some((one) => one !== undefined && one.length > 3 && text.includes(one));
}

/** An alert that a message must tell from the sample: another instance, or else another alert. */
function otherAlert(alert: AlertView, sample: SampleAlert, variable: readonly string[]) {
  const [label] = variable;
  if (label !== undefined) {
    const words = `which ${variable.join(", ")} it is about, nor any value`;
    const fix = `print a label that tells which, such as {{ $labels.${label} }}, in its summary`;
    return { other: createSample(alert, 1), words, fix };
  }
  const renamed = Object.fromEntries(Object.entries(sample.annotations).map(([key, text]) => [key, `other ${text}`]));
  const other = { ...sample, labels: { ...sample.labels, alertname: "Other" }, annotations: renamed };
  const fix = "print {{ .CommonLabels.alertname }} or the summary in the text of the receiver";
  return { other, words: "which alert it is", fix };
}

/** True if the configuration has texts of its own. Others are Alertmanager's, or the payload of a webhook with everything. */
function isWritten({ fields }: MessageTarget): boolean {
  return JSON.stringify(fields).includes("{{");
}

/** The texts that people read, without addresses. */
function readable(texts: MessageTexts): string {
  const shown: string[] = [];
  for (const [field, rendered] of texts) {
    if (isAddress(field) || !("text" in rendered)) continue;
    shown.push(rendered.text.replace(/https?:\/\/[^\s|>"]+/g, ""));
  }
  return shown.join("\n");
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
