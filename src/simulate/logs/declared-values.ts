import { closedValues } from "../../model/metric/label.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import type { ValuesByLabel } from "../series/requested-values.js";

/** The values that streams declare, by label or field. */
export function collectDeclaredValues(streams: readonly LogStream[]): ValuesByLabel {
  const declared = new Map<string, Set<string>>();
  for (const { labels, fields } of streams) {
    for (const [name, spec] of [...Object.entries(labels), ...Object.entries(fields)]) {
      if (typeof spec === "number") continue;
      const values = closedValues(spec) ?? ("about" in spec ? spec.values : []);
      declared.set(name, new Set([...(declared.get(name) ?? []), ...values]));
    }
  }
  return declared;
}
