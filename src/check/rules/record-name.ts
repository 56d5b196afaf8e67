import type { Check } from "../check.js";

/** A recorded name that looks like one that is scraped. */
export const recordName: Check = {
  id: "rules/record-name",
  on: "rule",
  *run(rule) {
    if (!("record" in rule.data) || rule.data.record.includes(":")) return;
    const { record } = rule.data;
    yield {
      summary: `"${record}" does not look recorded: its name has no colon`,
      details: "Who reads the name in an expression looks for it in the metrics that services expose, in vain.",
      fix: `name it level:metric:operations, such as \`job:${record}:rate5m\``,
      at: rule.locate("record"),
    };
  },
};
