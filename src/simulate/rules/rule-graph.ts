import { isAlertingRule, type Rule } from "../../formats/prometheus/types.js";
import { compileMatcher, type Dialect, type Expr, selectors, type VectorSelector } from "../../promql/index.js";
import type { RuleGroupSource, RuleReference } from "./group.js";
import { prepareRules } from "./prepared-rule.js";

/** A rule, what it reads, and what is known of the series it writes. */
export interface RuleNode {
  readonly reference: RuleReference;
  readonly rule: Rule;
  /** Undefined when it could not be read. */
  readonly expr: Expr | undefined;
  readonly reads: readonly VectorSelector[];
  readonly writes: readonly string[];
  /** The labels that the rule itself gives to its series. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Which rule reads what which other writes. */
export class RuleGraph {
  /** The rules of all groups, in their order. */
  readonly nodes: readonly RuleNode[];
  private readonly dialect: Dialect;
  private readonly writersByName = new Map<string, RuleNode[]>();

  constructor(groups: readonly RuleGroupSource[], dialect: Dialect) {
    this.dialect = dialect;
    this.nodes = groups.flatMap((group) =>
      prepareRules(group, dialect).map(({ reference, expr }) => createNode(group, reference, expr)),
    );
    for (const node of this.nodes) {
      for (const name of node.writes) {
        const writers = this.writersByName.get(name);
        if (writers) writers.push(node);
        else this.writersByName.set(name, [node]);
      }
    }
  }

  /** The rules whose series a selector may let through. */
  findWriters(selector: VectorSelector): readonly RuleNode[] {
    const candidates = selector.name === undefined ? this.nodes : (this.writersByName.get(selector.name) ?? []);
    return candidates.filter((node) => node.writes.some((name) => this.mayMatch(selector, name, node.labels)));
  }

  /** The rules that have a say in what selectors select: those that write it, those that write what these read… */
  findUpstream(roots: readonly VectorSelector[]): Set<RuleNode> {
    const found = new Set<RuleNode>();
    const open = [...roots];
    for (let selector = open.pop(); selector; selector = open.pop()) {
      for (const node of this.findWriters(selector)) {
        if (found.has(node)) continue;
        found.add(node);
        open.push(...node.reads);
      }
    }
    return found;
  }

  private mayMatch(selector: VectorSelector, name: string, labels: RuleNode["labels"]): boolean {
    if (selector.name !== undefined && selector.name !== name) return false;
    return selector.matchers.every(({ label, operator, value }) => {
      const known = label === "__name__" ? name : labels[label];
      // What a template makes of it is not known.
      if (known === undefined || known.includes("{{")) return true;
      if (operator === "=") return known === value;
      if (operator === "!=") return known !== value;
      return compileMatcher(value, this.dialect.version).test(known) === (operator === "=~");
    });
  }
}

function createNode(group: RuleGroupSource, reference: RuleReference, expr: Expr | undefined): RuleNode {
  const rule = group.rules[reference.index]!;
  const labels = { ...group.labels, ...rule.labels };
  const read = { reference, rule, expr, reads: expr ? selectors(expr) : [] };
  if (!isAlertingRule(rule)) return { ...read, writes: [rule.record], labels };
  return { ...read, writes: ["ALERTS", "ALERTS_FOR_STATE"], labels: { ...labels, alertname: rule.alert } };
}
