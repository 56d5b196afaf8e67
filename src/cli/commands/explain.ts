import { defineCommand } from "../command.js";

/** `telltale explain` */
export const addExplain = defineCommand({
  name: "explain",
  about: "explain a finding: what it means, why it matters and how to fix it",
  argument: { syntax: "<check-id>", about: "the id in brackets, such as promql/quantile-needs-le" },
  flags: {},
  async run({ argument: id, usageError }) {
    const { explain } = await import("../../project/check/explain.js");
    const explanation = explain(id);
    if ("page" in explanation) {
      process.stdout.write(explanation.page);
      return 0;
    }
    const { suggestion } = explanation;
    return usageError(`there is no check "${id}"${suggestion ? `\n(Did you mean ${suggestion}?)` : ""}`);
  },
});
