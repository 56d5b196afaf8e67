import type { SourceRuleFile } from "../../formats/prometheus/index.js";
import { rangeIn } from "../../formats/prometheus/index.js";
import { type Expr, postOrder } from "../../promql/index.js";
import { type RuleReference, ruleKey } from "../../simulate/rules/group.js";
import type { Probe } from "../../simulate/smoke/probe.js";
import type { LocateRule } from "../../simulate/upgrade/describe-difference.js";
import type { ExpressionLocation } from "../../source/locate-expression.js";

interface KnownRule {
  readonly reference: RuleReference;
  readonly locate: LocateRule;
}

/** Where the expressions of rules were written: in definitions, or in rule files. */
export class RuleLocations {
  private readonly compiled: KnownRule[] = [];
  private readonly inFiles = new Map<string, KnownRule>();

  /** The number of rules that definitions have. */
  get compiledRules(): number {
    return this.compiled.length;
  }

  addProbes(probes: readonly Probe[]): void {
    for (const { rule: reference, query } of probes) {
      if (!reference) continue;
      this.compiled.push({ reference, locate: locateIn(query.expr, (start, end) => query.locate(start, end)) });
    }
  }

  addFiles(files: readonly SourceRuleFile[]): void {
    for (const { file, groups, span } of files) {
      for (const { data, rules } of groups) {
        for (const [index, { expr, parsed }] of rules.entries()) {
          if (!expr || !parsed) continue;
          const reference = { file, group: data.name, index };
          const locate = locateIn(parsed, (start, end) => ({
            span: span(rangeIn(expr, start, end)),
            excerpt: undefined,
          }));
          this.inFiles.set(ruleKey(reference), { reference, locate });
        }
      }
    }
  }

  /** Finds where a rule was written. The definition comes before the file that it generates. */
  find(rule: RuleReference): LocateRule {
    const isGenerated = ({ reference: { file, group, index } }: KnownRule) =>
      group === rule.group && index === rule.index && (rule.file === file || rule.file.endsWith(`/${file}`));
    const known = this.compiled.find(isGenerated) ?? this.inFiles.get(ruleKey(rule));
    return known?.locate ?? (() => ({}));
  }
}

/** Locates parts of an expression by their index, or the whole where the expression was rendered with other parts. */
function locateIn(expr: Expr, locate: (start: number, end: number) => ExpressionLocation): LocateRule {
  return (part) => {
    const nodes = postOrder(expr);
    const node = (part && part.of === nodes.length ? nodes[part.index] : undefined) ?? expr;
    return locate(node.start, node.end);
  };
}
