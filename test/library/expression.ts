import type { PanelQuery } from "telltale";
import { compose } from "../../src/model/expression/compose.js";
import type { Query } from "../../src/model/expression/query.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import {
  type Expr,
  inferLabels,
  type LabelSet,
  panelDialect,
  parse,
  print,
  windowVariable,
} from "../../src/promql/index.js";

const dialect = panelDialect({ major: 3, minor: 5 });

/** The tree of an expression. It must be PromQL, of the right types. */
export function treeOf(query: Query): Expr {
  const composed = compose(query, "prod", (text) => parse(text, dialect).expr?.kind === "binary");
  const { expr, errors } = parse(composed.text, dialect);
  if (!expr || errors.length > 0) throw new Error(`${errors[0]?.message} in ${composed.text}`);
  return expr;
}

/** The expression of a signal, a recording rule or a condition, on one line, as in a panel. */
export function expression(of: Query | { readonly query: Query }): string {
  return print(treeOf("query" in of ? of.query : of), {
    variables: (name) => (name === windowVariable ? "$__rate_interval" : undefined),
  });
}

/** The query of a panel, in PromQL. */
export function queryOf(source: PanelQuery): Query {
  if (!("toQuery" in source)) throw new Error(`a panel has a ${source.kind}`);
  return source.toQuery();
}

/** The labels of a result, inferred from the catalogue of the system. */
export function labelsOf(query: Query, system: SystemFacts): LabelSet {
  const { series } = buildCatalogue(system);
  return inferLabels(treeOf(query), ({ name }) => {
    const known = name === undefined ? undefined : series.get(name);
    return known && { labels: new Map(Object.keys(known.labels).map((label) => [label, "certain" as const])) };
  });
}
