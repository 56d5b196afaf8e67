import { cardinality } from "../../model/metric/label.js";
import type { Check } from "../check.js";
import { isUnboundedName } from "../metric/unbounded-label.js";

/** Loki's own limit of labels is 15; of values, a stream with more than a few hundred is slow to write and to query. */
const mostValues = 200;

/** A label of a log stream with too many values, or one that identifies a person. */
export const logLabel: Check = {
  id: "collection/log-label",
  on: "collection",
  *run({ context, collection, locate }) {
    // Where it sends no logs, labels cost nothing.
    if (!collection.compose?.components.loki && !collection.kubernetes?.components.alloy) return;
    for (const { name, logs } of context.catalogue?.services ?? []) {
      const labels = new Map(logs.flatMap((stream) => Object.entries(stream.labels)));
      for (const [label, spec] of labels) {
        const values = cardinality(spec);
        if (!isUnboundedName(label) && values <= mostValues) continue;
        yield {
          summary: `the logs of "${name}" have the stream label "${label}", with about ${values} values`,
          details:
            "Each value is a stream of its own, with an index entry and open chunks. A label that names a person or a request cannot be deleted line by line, either.",
          fix: "leave it in the line as a field: queries read it with a parser",
          at: locate("jobs"),
        };
      }
    }
  },
};
