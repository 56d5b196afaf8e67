import * as logql from "../../logql/index.js";
import type { ComposedQuery } from "../../model/expression/compose.js";
import type { Query } from "../../model/expression/query.js";
import { type Dialect, type Expr, parse } from "../../promql/index.js";

type ParseResult = ReturnType<typeof parse>;

/** Composes, parses and prints each expression once, however many environments, panels and rules have it. */
export class QueryCache {
  private readonly results = new Map<Dialect, Map<string, ParseResult>>();
  private readonly logqlResults = {
    rule: new Map<string, logql.ParseResult>(),
    panel: new Map<string, logql.ParseResult>(),
  };
  /** By the options. Few projects print an expression with several. */
  private readonly rendered = new Map<string, WeakMap<Expr | logql.Expr, string>>();
  private readonly composed = new Map<Dialect, Map<Query, ComposedQuery>>();

  /** The expressions that are the same in every environment. The dialect decides on the parentheses in them. */
  compositions(dialect: Dialect): Map<Query, ComposedQuery> {
    const known = this.composed.get(dialect) ?? new Map<Query, ComposedQuery>();
    this.composed.set(dialect, known);
    return known;
  }

  /** The printed expression, by all that it depends on. */
  rendering(expr: Expr | logql.Expr, options: string, print: () => string): string {
    const known = this.rendered.get(options) ?? new WeakMap<Expr | logql.Expr, string>();
    this.rendered.set(options, known);
    const before = known.get(expr);
    if (before !== undefined) return before;
    const text = print();
    known.set(expr, text);
    return text;
  }

  parse(text: string, dialect: Dialect): ParseResult {
    let results = this.results.get(dialect);
    if (!results) {
      results = new Map();
      this.results.set(dialect, results);
    }
    let result = results.get(text);
    if (!result) {
      result = parse(text, dialect);
      results.set(text, result);
    }
    return result;
  }

  /** Parses LogQL, of a Grafana panel or of a rule. */
  parseLogql(text: string, isPanel: boolean): logql.ParseResult {
    const results = this.logqlResults[isPanel ? "panel" : "rule"];
    let result = results.get(text);
    if (!result) {
      result = logql.parse(text, isPanel ? logql.panelDialect : logql.definedRuleDialect);
      results.set(text, result);
    }
    return result;
  }
}
