import { isAlertingRule, type Rule } from "../../formats/prometheus/types.js";
import type { Expr as LogqlExpr } from "../../logql/index.js";
import { compileMatcher, type Dialect, type Expr, selectors, type VectorSelector } from "../../promql/index.js";
import type { RuleGroupSource, RuleReference } from "./group.js";
import { type PreparedRule, prepareRules } from "./prepared-rule.js";

/** A rule with the selectors it reads and the series it writes. */
export interface RuleNode {
  readonly reference: RuleReference;
  readonly rule: Rule;
  /** Undefined if it is not PromQL, or does not parse. */
  readonly expr: Expr | undefined;
  /** The expression of a rule that Loki evaluates: it reads no series. */
  readonly logql: LogqlExpr | undefined;
  readonly reads: readonly VectorSelector[];
  readonly writes: readonly string[];
  /** Labels that the rule sets on its series. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The dependency graph of rules: which rule reads the series that another writes. */
export class RuleGraph {
  /** All rules, in order of groups. */
  readonly nodes: readonly RuleNode[];
  private readonly dialect: Dialect;
  private readonly writersByName = new Map<string, RuleNode[]>();

  constructor(groups: readonly RuleGroupSource[], dialect: Dialect) {
    this.dialect = dialect;
    this.nodes = groups.flatMap((group) => prepareRules(group, dialect).map((rule) => createNode(group, rule)));
    for (const node of this.nodes) {
      for (const name of node.writes) {
        const writers = this.writersByName.get(name);
        if (writers) writers.push(node);
        else this.writersByName.set(name, [node]);
      }
    }
  }

  /** Finds the rules whose series a selector may match. */
  findWriters(selector: VectorSelector): readonly RuleNode[] {
    const candidates = selector.name === undefined ? this.nodes : (this.writersByName.get(selector.name) ?? []);
    return candidates.filter((node) => node.writes.some((name) => this.mayMatch(selector, name, node.labels)));
  }

  /** Finds all rules that selectors depend on, transitively. */
  findUpstream(roots: readonly VectorSelector[]): Set<RuleNode> {
    const upstream = new Set<RuleNode>();
    const open = [...roots];
    for (let selector = open.pop(); selector; selector = open.pop()) {
      for (const node of this.findWriters(selector)) {
        if (upstream.has(node)) continue;
        upstream.add(node);
        open.push(...node.reads);
      }
    }
    return upstream;
  }

  private mayMatch(selector: VectorSelector, name: string, labels: RuleNode["labels"]): boolean {
    if (selector.name !== undefined && selector.name !== name) return false;
    return selector.matchers.every(({ label, operator, value }) => {
      const actual = label === "__name__" ? name : labels[label];
      // The value of a template is unknown.
      if (actual === undefined || actual.includes("{{")) return true;
      if (operator === "=") return actual === value;
      if (operator === "!=") return actual !== value;
      return compileMatcher(value, this.dialect.version).test(actual) === (operator === "=~");
    });
  }
}

function createNode(group: RuleGroupSource, { reference, expr, logql }: PreparedRule): RuleNode {
  const rule = group.rules[reference.index]!;
  const labels = { ...group.labels, ...rule.labels };
  const read = { reference, rule, expr, logql, reads: expr ? selectors(expr) : [] };
  if (!isAlertingRule(rule)) return { ...read, writes: [rule.record], labels };
  return { ...read, writes: ["ALERTS", "ALERTS_FOR_STATE"], labels: { ...labels, alertname: rule.alert } };
}
