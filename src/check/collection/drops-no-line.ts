import { hasField } from "../../compile/collection/kubernetes/logs.js";
import { nearest } from "../../diagnostics/nearest.js";
import { droppedValues } from "../../model/collection/log-filter.js";
import type { Check } from "../check.js";
import { logFilterOf } from "./filtered-streams.js";

/** A filter that leaves out no log line, or nothing of it: none has the field, or the field with this value. */
export const dropsNoLine: Check = {
  id: "collection/drops-no-line",
  on: "collection",
  *run({ context, collection, locate }) {
    const { form, filter } = logFilterOf(collection);
    const { remove = [] } = filter;
    const streams = (context.catalogue?.services ?? []).flatMap(({ logs }) => logs);
    const fields = [...new Set(streams.flatMap((stream) => Object.keys(stream.fields)))];
    const fixFor = (field: string, other: string) => {
      const similar = fields.includes(field) ? undefined : nearest(field, fields);
      return similar === undefined ? other : `did you mean "${similar}"?`;
    };
    for (const [field, values] of Object.entries(droppedValues(filter))) {
      for (const value of values) {
        if (streams.some((stream) => stream.format !== "text" && hasField(stream, field, [value]))) continue;
        yield {
          summary: `no log line has the value "${value}" in the field "${field}"`,
          details: "Nothing is dropped: all lines are sent and paid for.",
          fix: fixFor(field, "correct the value, or describe the field in the logStream(…) of a service"),
          at: locate(form, "logs", "drop", field),
        };
      }
    }
    for (const field of remove) {
      if (fields.includes(field)) continue;
      yield {
        summary: `no log line has the field "${field}"`,
        details: "Nothing is removed: if the field has another name, it is still sent.",
        fix: fixFor(field, "correct the name, or describe the field in the logStream(…) of a service"),
        at: locate(form, "logs", "remove"),
      };
    }
  },
};
