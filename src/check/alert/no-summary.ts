import type { Check } from "../check.js";

/** Annotations that tell as much, if not in the place where notifications look for it. */
const instead = ["description", "message", "title"];

/** An alert that does not say what is wrong. */
export const noSummary: Check = {
  id: "alert/no-summary",
  on: "rule",
  *run(rule) {
    if (!("alert" in rule.data) || rule.data.annotations?.summary) return;
    const { annotations } = rule.data;
    const told = instead.find((name) => annotations?.[name]);
    const fix =
      "say what is wrong, and where: `summary: {{ $labels.job }} fails {{ $value | humanizePercentage }} of its requests`";
    yield {
      ...(told !== undefined && { severity: "info" }),
      summary: `the alert has no annotation \`summary\`${told === undefined ? "" : `, only \`${told}\``}`,
      details: "Notifications show the summary first; without it, only the alert's name says what is wrong.",
      fix: told === undefined ? fix : `rename \`${told}\` to \`summary\`, or add a \`summary\` of one line`,
      at: rule.locate("annotations"),
    };
  },
};
