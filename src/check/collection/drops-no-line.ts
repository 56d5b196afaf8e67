import { hasField } from "../../compile/collection/kubernetes/logs.js";
import { nearest } from "../../diagnostics/nearest.js";
import type { Check } from "../check.js";

/** A filter that drops no log line: none has the field with this value. */
export const dropsNoLine: Check = {
  id: "collection/drops-no-line",
  on: "collection",
  *run({ context, collection, locate }) {
    const streams = (context.catalogue?.services ?? []).flatMap(({ logs }) => logs);
    for (const [field, values] of Object.entries(collection.kubernetes?.logs?.drop ?? {})) {
      const fields = [...new Set(streams.flatMap((stream) => Object.keys(stream.fields)))];
      const similar = fields.includes(field) ? undefined : nearest(field, fields);
      for (const value of values) {
        if (streams.some((stream) => stream.format !== "text" && hasField(stream, field, [value]))) continue;
        yield {
          summary: `no log line has the value "${value}" in the field "${field}"`,
          details: "Nothing is dropped: all lines are sent and paid for.",
          fix:
            similar === undefined
              ? "correct the value, or describe the field in the logStream(…) of a service"
              : `did you mean "${similar}"?`,
          at: locate("kubernetes", "logs", "drop", field),
        };
      }
    }
  },
};
