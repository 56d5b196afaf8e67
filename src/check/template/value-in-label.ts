import type { Check } from "../check.js";
import { valueOutputs } from "./value-outputs.js";

/** A label of an alert that changes with its value. */
export const valueInLabel: Check = {
  id: "template/value-in-label",
  on: "rule",
  of: "alert",
  *run(rule, query) {
    if (!("alert" in rule.data)) return;
    for (const [label, text] of Object.entries(rule.data.labels ?? {})) {
      const [output] = valueOutputs(text);
      if (!output) continue;
      // The label of an alert whose value never changes does not, either.
      const range = query?.rangeOf(query.expr);
      if (range && range.low === range.high) continue;
      yield {
        summary: `the label "${label}" changes with the value of the alert`,
        details: `Labels tell alerts apart: with each new value the alert begins anew${rule.data.for === undefined ? "" : ", so that `for` may never pass"}, and another notification is sent.`,
        fix: `print \`{{ ${text.slice(output.start, output.end)} }}\` in an annotation`,
        at: rule.locate("labels", label),
      };
    }
  },
};
