import type { Check } from "../check.js";

/** Annotations that are often used instead of `summary`. */
const alternatives = ["description", "message", "title"];

/** An alert without a summary. */
export const noSummary: Check = {
  id: "alert/no-summary",
  on: "rule",
  of: "alert",
  *run(rule) {
    if (!("alert" in rule.data) || rule.data.annotations?.summary) return;
    const { annotations } = rule.data;
    const alternative = alternatives.find((name) => annotations?.[name]);
    const fix =
      "say what is wrong, and where: `summary: {{ $labels.job }} fails {{ $value | humanizePercentage }} of its requests`";
    yield {
      ...(alternative !== undefined && { severity: "info" }),
      summary: `the alert has no annotation \`summary\`${alternative === undefined ? "" : `, only \`${alternative}\``}`,
      details: "Notifications show the summary first; without it, only the alert's name says what is wrong.",
      fix:
        alternative === undefined ? fix : `rename \`${alternative}\` to \`summary\`, or add a \`summary\` of one line`,
      at: rule.locate("annotations"),
    };
  },
};
