import { children, print } from "../../../../src/promql/index.js";
import { parseQuery, type TestQuery } from "./test-queries.js";

/** Finds the smallest part of a query whose answers still differ: first of its expression, then of its steps. */
export async function shrink(
  testQuery: TestQuery,
  differs: (testQuery: TestQuery) => Promise<boolean>,
): Promise<TestQuery> {
  let smallest = testQuery;
  for (let tried = 0; tried < maxShrinks; tried++) {
    const smaller = await findFirst(differs, listSmaller(smallest));
    if (!smaller) return smallest;
    smallest = smaller;
  }
  return smallest;
}

const maxShrinks = 100;

async function findFirst(
  holds: (testQuery: TestQuery) => Promise<boolean>,
  candidates: Iterable<TestQuery>,
): Promise<TestQuery | undefined> {
  for (const testQuery of candidates) if (await holds(testQuery)) return testQuery;
  return undefined;
}

function* listSmaller({ query, expr, when }: TestQuery): Iterable<TestQuery> {
  for (const inner of children(expr)) {
    const text = print(inner);
    if (inner.kind !== "string" && ("time" in when || (inner.kind !== "matrix" && inner.kind !== "subquery"))) {
      yield { query: text, expr: parseQuery(text), when };
    }
  }
  if ("time" in when) return;
  for (let time = when.start; time <= when.end; time += when.step) yield { query, expr, when: { time } };
  const steps = Math.floor((when.end - when.start) / when.step);
  if (steps > 0) {
    const middle = when.start + Math.floor(steps / 2) * when.step;
    yield { query, expr, when: { ...when, end: middle } };
    yield { query, expr, when: { ...when, start: middle + when.step } };
  }
}
