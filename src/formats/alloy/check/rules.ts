import type { Reporter } from "./reporter.js";
import type { BlockValues } from "./rules/block-values.js";
import type { Rule } from "./rules/conditions.js";
import { lokiRules } from "./rules/loki.js";
import { networkRules } from "./rules/network.js";
import { otelcolRules } from "./rules/otelcol.js";
import { prometheusRules } from "./rules/prometheus.js";

const rules: Readonly<Record<string, readonly Rule[]>> = {
  ...networkRules,
  ...prometheusRules,
  ...lokiRules,
  ...otelcolRules,
};

/** Reports what a component refuses although each attribute is fine. `name` is that of a shape, or the path of a block. */
export function checkRules(name: string, block: BlockValues, reporter: Reporter): void {
  for (const rule of Object.hasOwn(rules, name) ? rules[name]! : []) {
    const refusal = rule(block);
    if (refusal === undefined) continue;
    const { summary, at = block.head, fix } = refusal;
    reporter.report("alloy/invalid-value", at, summary, fix === undefined ? {} : { fix });
  }
}
