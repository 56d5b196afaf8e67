import type { Check } from "../check.js";

/** A recorded name without a colon, which looks like a scraped one. */
export const recordName: Check = {
  id: "rules/record-name",
  on: "rule",
  of: "recording rule",
  *run(rule) {
    if (!("record" in rule.data) || rule.data.record.includes(":")) return;
    const { record } = rule.data;
    yield {
      summary: `"${record}" has no colon in its name`,
      details: "By convention a recorded metric has colons in its name. Without one, readers look for an exporter.",
      fix: `name it level:metric:operations, such as \`job:${record}:rate5m\``,
      at: rule.locate("record"),
    };
  },
};
