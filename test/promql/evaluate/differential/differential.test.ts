// Imported first: it replaces Math functions that the engine uses.
import "./rounding.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../../../src/promql/evaluate/index.js";
import { rounds, seed } from "../../../oracles/rounds.js";
import { missingTool } from "../../../oracles/tools.js";
import { type Answer, queryPrometheus } from "../../../prometheus/query-api.js";
import { remoteWrite } from "../../../prometheus/remote-write.js";
import { type PrometheusServer, startPrometheus } from "../../../prometheus/server.js";
import { aggregations } from "./aggregation-expressions.js";
import { knownFunctions } from "./call-expressions.js";
import { compareAnswers, listNumbers } from "./compare.js";
import { Coverage, listFeatures, matchingFeatures } from "./coverage.js";
import { evaluateOurs, fillStore } from "./evaluate-ours.js";
import { evaluatePerturbed, perturbStores } from "./perturbation.js";
import { Random } from "./random.js";
import { randomSeries } from "./series.js";
import { shrink } from "./shrink.js";
import { randomQueries, type TestQuery } from "./test-queries.js";
import { isUnordered, judge } from "./verdict.js";

const missing = missingTool("prometheus", "2.42");

const count = rounds(1500);
/** Every function, aggregation and matching mode occurs at least this often. */
const minOccurrences = Math.floor(count / 200);
const minAnswered = 0.6;
const maxUndecided = 0.01;
const maxShown = 10;
const concurrency = 8;

describe.skipIf(missing)("random expressions evaluate as in Prometheus 2.42", () => {
  let server: PrometheusServer;
  let store: Store;
  let perturbed: ReturnType<typeof perturbStores>;
  const random = new Random(seed);

  beforeAll(async () => {
    const series = randomSeries(random);
    server = await startPrometheus();
    await remoteWrite(server.url, series);
    store = fillStore(series);
    perturbed = perturbStores(series);
  }, 60_000);

  afterAll(() => server.stop());

  async function judgeQuery(testQuery: TestQuery) {
    const { query, when } = testQuery;
    const theirs = await queryPrometheus(server.url, query, when);
    const usual = evaluateOurs(store, query, when);
    const differences = compareAnswers(theirs, usual, {
      ordered: !("time" in when) || (isOrdered(testQuery) && !isUnordered(testQuery)),
      anyError: isUnordered(testQuery),
    });
    const verdict = judge(differences, testQuery, {
      usual,
      perturbed: () => evaluatePerturbed(perturbed, (other) => evaluateOurs(other, query, when)),
    });
    return { theirs, differences, verdict };
  }

  async function describeMismatch(testQuery: TestQuery): Promise<string> {
    const smallest = await shrink(testQuery, async (smaller) => (await judgeQuery(smaller)).verdict === "different");
    const { differences } = await judgeQuery(smallest);
    const shown = differences.slice(0, 3).map(({ what }) => `  ${what}`);
    return [smallest.query, `  ${JSON.stringify(smallest.when)}`, ...shown, `  in: ${testQuery.query}`].join("\n");
  }

  test(`${count} expressions, seed ${seed}`, { timeout: 3_600_000 }, async () => {
    console.log(`${count} expressions, seed ${seed}`);
    const coverage = new Coverage([...knownFunctions.map((name) => `${name}()`), ...aggregations, ...matchingFeatures]);
    const tally = { same: 0, close: 0, different: 0, undecided: 0, answered: 0, failed: 0 };
    const mismatches: TestQuery[] = [];
    const testQueries = randomQueries(random, count);
    const remaining = testQueries.values();
    const work = async (): Promise<void> => {
      for (const testQuery of remaining) {
        const { theirs, verdict } = await judgeQuery(testQuery);
        tally[verdict]++;
        if (hasValue(theirs)) tally.answered++;
        if (theirs.kind === "error") tally.failed++;
        coverage.add(listFeatures(testQuery.expr), hasValue(theirs));
        if (verdict === "different") mismatches.push(testQuery);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    console.log(`${coverage.table()}\n${JSON.stringify(tally)}`);
    const described: string[] = [];
    for (const testQuery of mismatches.slice(0, maxShown)) described.push(await describeMismatch(testQuery));
    expect(described.join("\n\n")).toBe("");
    expect(tally.undecided).toBeLessThanOrEqual(maxUndecided * count);
    expect(tally.answered).toBeGreaterThanOrEqual(minAnswered * count);
    if (count >= 5000) expect(coverage.below(minOccurrences)).toEqual([]);
  });
});

/** True if the order of an instant result matters. */
function isOrdered({ expr }: TestQuery): boolean {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.inner;
  if (inner.kind === "aggregation") return inner.operator === "topk" || inner.operator === "bottomk";
  return inner.kind === "call" && (inner.name === "sort" || inner.name === "sort_desc");
}

/** True if any value is not NaN. */
function hasValue(answer: Answer): boolean {
  if (answer.kind !== "series") return answer.kind === "string";
  return answer.series.some(({ samples }) => samples.some(([, value]) => !Number.isNaN(listNumbers(value)[0])));
}
