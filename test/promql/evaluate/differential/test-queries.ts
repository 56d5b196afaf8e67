import { type Expr, parse, ruleDialect } from "../../../../src/promql/index.js";
import type { QueryTimes } from "../../../prometheus/query-api.js";
import { Choice } from "./choice.js";
import { randomExpression } from "./expressions.js";
import type { Random } from "./random.js";
import { dataEnd, dataStart } from "./series.js";

/** An expression with its evaluation times. */
export interface TestQuery {
  readonly query: string;
  readonly expr: Expr;
  readonly when: QueryTimes;
}

const dialect = ruleDialect({ major: 2, minor: 42 });

/** Parses an expression that is valid in 2.42. */
export function parseQuery(query: string): Expr {
  const { expr, errors } = parse(query, dialect);
  if (!expr || errors.length > 0) throw new Error(`${query}: ${errors.map(({ message }) => message).join()}`);
  return expr;
}

/** Generates random queries, half of them instant, half of them range queries. */
export function randomQueries(random: Random, count: number): TestQuery[] {
  const choice = new Choice(random);
  return Array.from({ length: count }, (): TestQuery => {
    const query = randomExpression(choice);
    const expr = parseQuery(query);
    const isRange = canBeRangeQuery(expr) && random.chance(0.5);
    return { query, expr, when: isRange ? randomTimes(random) : { time: randomTime(random) } };
  });
}

function canBeRangeQuery(expr: Expr): boolean {
  return expr.kind !== "string" && expr.kind !== "matrix" && expr.kind !== "subquery";
}

/** A random time, mostly within the data; on the minute or with milliseconds. */
function randomTime(random: Random): number {
  const first = random.chance(0.9) ? dataStart + 600_000 : 0;
  const time = first + random.below(dataEnd + 300_000 - first);
  return random.chance(0.5) ? Math.round(time / 60_000) * 60_000 : time;
}

function randomTimes(random: Random): QueryTimes {
  const step = random.pick([15_000, 30_000, 60_000, 97_000, 300_000, 777]);
  const start = randomTime(random);
  const end = start + step * random.below(40) + random.below(step);
  return { start, end, step };
}
