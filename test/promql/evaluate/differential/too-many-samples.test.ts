import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../../../src/promql/evaluate/index.js";
import { rounds, seed } from "../../../oracles/rounds.js";
import { missingTool } from "../../../oracles/tools.js";
import { type Answer, queryPrometheus } from "../../../prometheus/query-api.js";
import { remoteWrite } from "../../../prometheus/remote-write.js";
import { type PrometheusServer, startPrometheus } from "../../../prometheus/server.js";
import { evaluateOurs, fillStore } from "./evaluate-ours.js";
import { Random } from "./random.js";
import { randomSeries } from "./series.js";
import { randomQueries } from "./test-queries.js";

const missing = missingTool("prometheus", "2.42");

const count = rounds(500);
/** Sample counts within parts of an expression differ from Prometheus by a few samples in places. */
const mostDiffering = 0.01;

describe.skipIf(missing).each([30, 300])("with %d samples allowed at once", (maxSamples) => {
  let server: PrometheusServer;
  let store: Store;
  const random = new Random(seed);

  beforeAll(async () => {
    const series = randomSeries(random);
    server = await startPrometheus([`--query.max-samples=${maxSamples}`]);
    await remoteWrite(server.url, series);
    store = fillStore(series);
  }, 60_000);

  afterAll(() => server.stop());

  test(`queries fail where they fail in Prometheus, seed ${seed}`, { timeout: 120_000 }, async () => {
    const differing: string[] = [];
    let failed = 0;
    for (const { query, when } of randomQueries(random, count)) {
      const theirs = isTooMany(await queryPrometheus(server.url, query, when));
      const ours = isTooMany(evaluateOurs(store, query, when, { maxSamples }));
      if (theirs) failed++;
      if (theirs !== ours) differing.push(`${query} ${JSON.stringify(when)}: ${ours ? "only we fail" : "we do not"}`);
    }
    expect(failed).toBeGreaterThan(count / 20);
    expect(differing.length, differing.join("\n")).toBeLessThanOrEqual(mostDiffering * count);
  });
});

function isTooMany(answer: Answer): boolean {
  return answer.kind === "error" && answer.error.includes("too many samples");
}
