import type { MessageText, MessageTexts } from "../../routing/render-message.js";
import type { CheckOn } from "../check.js";
import type { MessagesSubject } from "../messages-subject.js";
import { createNumberedSample } from "./facts/sample-alert.js";

/** A text that cannot be rendered for a sample of its alert. */
export const brokenTemplate: CheckOn<MessagesSubject> = {
  id: "notification/broken-template",
  on: "messages",
  *run({ alert, sample, messages, render }) {
    const { rule } = alert;
    for (const { field, key, error } of sample.errors) {
      yield {
        summary: `Prometheus cannot expand its ${field === "labels" ? "label" : "annotation"} "${key}": ${withoutPosition(error)}`,
        details: "In the place of the text, the alert says `<error expanding template: …>`.",
        fix: "correct the template",
        at: rule.locate(field, key),
      };
    }
    if (sample.errors.length > 0) return;
    for (const message of messages) {
      const broken = message.isDefault ? undefined : findBroken(message.texts);
      if (broken === undefined) continue;
      const numbered = render(message, createNumberedSample(alert, 0));
      if (findBroken(numbered) === undefined) continue;
      const [field, rendered] = broken;
      yield {
        summary: `Alertmanager cannot render the ${field} that "${message.node.receiver}" gets: ${reasonOf(rendered)}`,
        details: "It logs the error, and nobody is notified.",
        fix: "correct the text of the receiver, or give the alert what it reads",
        at: rule.locate(),
      };
    }
  },
};

function findBroken(texts: MessageTexts) {
  return [...texts].find(([, rendered]) => "error" in rendered);
}

function reasonOf(rendered: MessageText): string {
  return "error" in rendered ? withoutPosition(rendered.error) : "";
}

/** The reason alone: the position is that in a template which Prometheus or Alertmanager names in their own way. */
function withoutPosition(error: string): string {
  return error.replace(/^.*?executing "[^"]*" at <[^>]*>: /s, "").replace(/^error parsing template .*?:\d+: /s, "");
}
