import { type Expr, parse, ruleDialect } from "../../../../src/promql/index.js";
import type { Moments } from "../../../prometheus/query-api.js";
import { Choice } from "./choice.js";
import { expression } from "./expressions.js";
import type { Random } from "./random.js";
import { dataEnd, dataStart } from "./series.js";

/** An expression and when to evaluate it. */
export interface Question {
  readonly query: string;
  readonly expr: Expr;
  readonly when: Moments;
}

const dialect = ruleDialect({ major: 2, minor: 42 });

/** Reads an expression that is right in 2.42. */
export function read(query: string): Expr {
  const { expr, errors } = parse(query, dialect);
  if (!expr || errors.length > 0) throw new Error(`${query}: ${errors.map(({ message }) => message).join()}`);
  return expr;
}

/** Random questions, half of them asked once, half of them at several steps. */
export function randomQuestions(random: Random, count: number): Question[] {
  const choice = new Choice(random);
  return Array.from({ length: count }, (): Question => {
    const query = expression(choice);
    const expr = read(query);
    const isRange = canBeAskedOften(expr) && random.chance(0.5);
    return { query, expr, when: isRange ? manyTimes(random) : { time: oneTime(random) } };
  });
}

function canBeAskedOften(expr: Expr): boolean {
  return expr.kind !== "string" && expr.kind !== "matrix" && expr.kind !== "subquery";
}

/** Mostly when there is something to see; on the minute, or to the millisecond. */
function oneTime(random: Random): number {
  const first = random.chance(0.9) ? dataStart + 600_000 : 0;
  const time = first + random.below(dataEnd + 300_000 - first);
  return random.chance(0.5) ? Math.round(time / 60_000) * 60_000 : time;
}

function manyTimes(random: Random): Moments {
  const step = random.pick([15_000, 30_000, 60_000, 97_000, 300_000, 777]);
  const start = oneTime(random);
  const end = start + step * random.below(40) + random.below(step);
  return { start, end, step };
}
