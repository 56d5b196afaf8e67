import type { Check } from "../check.js";
import { MessageRenderer } from "./facts/sample-messages.js";
import { kindNames, lengthOf, limitOf } from "./facts/text-limits.js";

/** A message about a single alert that is longer than its channel takes. */
export const tooLong: Check = {
  id: "notification/too-long",
  on: "routing",
  *run(subject) {
    if (subject.definitions === undefined) return;
    const { version } = subject.definitions;
    for (const { alert, messages } of MessageRenderer.of(subject)?.sampled ?? []) {
      for (const message of messages) {
        for (const [field, rendered] of message.texts) {
          const limit = limitOf(message, field, version);
          const text = "text" in rendered ? rendered.text : "";
          if (limit === undefined || lengthOf(text, limit) <= limit.length) continue;
          const { rule } = alert;
          const kind = kindNames[message.kind] ?? message.kind;
          yield {
            subject: rule.name,
            allow: rule.allow,
            summary: `the ${field} that "${message.node.receiver}" gets has ${lengthOf(text, limit)} ${limit.unit}, and ${kind} takes ${limit.length}`,
            details:
              message.kind === "sns" && field === "subject"
                ? "SNS refuses the message."
                : `The rest is cut off, after ${JSON.stringify(endOf(text, limit.length))}.`,
            fix: "shorten its summary or description, or the text of the receiver",
            at: rule.locate("annotations"),
          };
        }
      }
    }
  },
};

/** The end of what is left of a text. */
function endOf(text: string, length: number): string {
  return [...text].slice(0, length).slice(-30).join("");
}
