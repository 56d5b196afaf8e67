import { expect, test } from "vitest";
import { countingQueries, readCounts, readStoredPage } from "../../../src/project/catalogue/stored-metrics.js";
import { parse, ruleDialect } from "../../../src/promql/index.js";

const vector = (...result: readonly (readonly [metric: object, value: unknown])[]) =>
  JSON.stringify({
    status: "success",
    data: { resultType: "vector", result: result.map(([metric, value]) => ({ metric, value: [1, value] })) },
  });

test("the series of metrics are counted in few queries that parse, and match whole names", () => {
  const names = Array.from({ length: 500 }, (_, index) => `http.server_${index}`);
  const queries = countingQueries(names);
  expect(queries.length).toBeGreaterThan(2);
  expect(queries.length).toBeLessThan(10);
  for (const query of queries) expect(parse(query, ruleDialect({ major: 3, minor: 5 })).errors).toEqual([]);
  expect(queries.flatMap((query) => query.match(/http\\\\\.server_\d+(?=["|])/g))).toHaveLength(500);
  expect(countingQueries(["up", "job:up:sum"])).toEqual(['count by (__name__, job) ({__name__=~"up|job:up:sum"})']);
  expect(countingQueries([])).toEqual([]);
});

test("the counts of jobs add up; series without a job count, too", () => {
  const answers = [
    vector([{ __name__: "a", job: "x" }, "3"], [{ __name__: "a", job: "y" }, "4"]),
    vector([{ __name__: "b" }, "5"]),
  ];
  expect(readCounts(answers)).toEqual([
    { name: "a", series: 7, jobs: new Map(Object.entries({ x: 3, y: 4 })) },
    { name: "b", series: 5, jobs: new Map() },
  ]);
});

test.each(["", "[]", "null", '{"status":"error"}', '{"status":"success","data":{"resultType":"matrix","result":[]}}'])(
  "anything else is no answer: %j",
  (answer) => {
    expect(readCounts([vector(), answer])).toBeUndefined();
  },
);

test("what a server may add to an answer is left out", () => {
  expect(readCounts([vector([{ job: "x" }, "1"], [{ __name__: "a" }, "NaN"], [{ __name__: 1 }, "1"])])).toEqual([]);
  expect(readCounts(['{"status":"success","data":{"resultType":"vector","result":[null,{}]}}'])).toEqual([]);
});

test("the series of a page are its samples, by their names", () => {
  const page = '# TYPE a histogram\na_bucket{le="1"} 1\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\nb 1\n';
  expect(readStoredPage(page, "page.txt")).toEqual({
    metrics: [
      { name: "a_bucket", series: 2, jobs: new Map() },
      { name: "a_sum", series: 1, jobs: new Map() },
      { name: "a_count", series: 1, jobs: new Map() },
      { name: "b", series: 1, jobs: new Map() },
    ],
  });
  expect(readStoredPage("a x\n", "page.txt")).toMatchObject({ problem: "the page cannot be parsed" });
});
