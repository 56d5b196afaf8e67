import { isDefaultText } from "../../compile/alertmanager/index.js";
import type { MessageText } from "../../routing/render-message.js";
import { listTexts } from "../../routing/render-message.js";
import type { CheckOn } from "../check.js";
import type { MessagesSubject, SampleMessage } from "../messages-subject.js";

/** Go prints it in the place of nothing. Alertmanager and Prometheus print nothing at all. */
const noValueText = "<no value>";

/** A text with a hole: it prints a label or an annotation that the alert does not have. */
export const noValue: CheckOn<MessagesSubject> = {
  id: "notification/no-value",
  on: "messages",
  after: ["notification/broken-template"],
  *run(subject) {
    const { alert, sample, messages } = subject;
    for (const [key, text] of Object.entries(sample.annotations)) {
      if (!text.includes(noValueText)) continue;
      yield {
        summary: `its annotation "${key}" has no value in it: ${JSON.stringify(text)}`,
        fix: "print a label that the alert has",
        at: alert.rule.locate("annotations", key),
      };
    }
    for (const message of messages) {
      for (const { field, text } of holesOf(message, subject)) {
        yield {
          summary: `the ${field} that "${message.node.receiver}" gets prints a label or an annotation that the alert does not have: ${JSON.stringify(text)}`,
          fix: "add it to the alert, or print it only where it is there: {{ with … }}{{ . }}{{ end }}",
          at: alert.rule.locate(),
        };
      }
    }
  },
};

/** The texts that users wrote and that print a missing entry. The texts of Telltale leave out what is missing. */
function* holesOf(message: SampleMessage, { alert, sample, render }: MessagesSubject) {
  const own = listTexts(message.fields).filter(
    ([, text]) => text.includes("{{") && !isDefaultText(text, alert.service),
  );
  if (own.length === 0) return;
  const texts = render(message, sample, "nothing");
  for (const [field] of own) {
    const text = textOf(texts.get(field));
    if (text?.includes(noValueText)) yield { field, text };
  }
}

/** Undefined for a text that cannot do without the entry: it is rendered with an empty one. */
function textOf(rendered: MessageText | undefined): string | undefined {
  return rendered !== undefined && "text" in rendered ? rendered.text : undefined;
}
