import { outage, type Planned, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { serviceNames, services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { serviceDown, serviceUnhealthy } from "./health.js";
import { highDataQualityIssues, messageProcessingLag, noMessagesProcessed } from "./messages.js";
import { highErrorRate, highMemoryUsage, highRequestLatency } from "./performance.js";

// Details that only a change of the rules shows, see docs/mutation-testing.md: windows, matchers, the first moment.

const run = (planned: readonly Planned[]) => simulate(pipeline, { series: planned, for: "40m" });

describe.each(serviceNames)("%s-service", (name) => {
  const service = services[name];
  const { messages, validation, http, errors, memory, healthy } = service;
  const labels = { job: `${name}-service`, service: name };

  test("messages of all topics count together", async () => {
    const of = (topic: string, status: string, rate: number) =>
      traffic(messages.requests.where({ topic, status }), { rate });
    const mixed = (share: number) => [
      ...[of("a", "failed", 5 * share), of("b", "failed", 5 * share)],
      ...[of("a", "success", 5 * (1 - share)), of("b", "success", 5 * (1 - share))],
    ];
    expect(await run(mixed(0.055))).toFire(messageProcessingLag, { labels });
    expect(await run(mixed(0.045))).toStayQuiet(messageProcessingLag);
    const few = ["a", "b", "c", "d"].map((topic) => of(topic, "failed", 0.03));
    expect(await run(few)).toFire(messageProcessingLag, { labels });
    // One topic has some rare messages, the others have none.
    const rare = [
      of("a", "success", 0.01),
      traffic(messages.requests.where({ topic: "b", status: "success" }), { rate: 0 }),
    ];
    expect(await run(rare)).toStayQuiet(noMessagesProcessed, { labels });
  });

  test("errors of validation count together, among the messages of all topics", async () => {
    const of = (topic: string, rate: number) =>
      traffic(messages.requests.where({ topic, status: "success" }), { rate });
    const invalid = (component: string, rate: number) =>
      traffic(errors.where({ error_type: "validation_error", component }), { rate });
    const mixed = (share: number) => [of("a", 5), of("b", 5), invalid("x", 5 * share), invalid("y", 5 * share)];
    expect(await run(mixed(0.0105))).toFire(highDataQualityIssues, { labels });
    expect(await run(mixed(0.0095))).toStayQuiet(highDataQualityIssues);
    const few = [...["a", "b", "c", "d"].map((topic) => of(topic, 0.03)), invalid("x", 0.05)];
    expect(await run(few)).toFire(highDataQualityIssues, { labels });
  });

  test("requests to all endpoints count together, and those of almost a second are quick enough", async () => {
    const of = (endpoint: string, rate: number, values: number) =>
      traffic(http.duration.where({ endpoint }), { rate, values });
    expect(await run([of("/slow", 1, 4), of("/quick", 10, 0.02)])).toFire(highRequestLatency, { labels });
    expect(await run(["/a", "/b", "/c", "/d"].map((path) => of(path, 0.03, 4)))).toFire(highRequestLatency, { labels });
    expect(await run([of("/a", 96, 0.9), of("/b", 4, 2)])).toStayQuiet(highRequestLatency);
  });

  test("what comes in bursts counts on average over five minutes", async () => {
    const bad = { "0m": 1, "5m": 1, "10m": 1, "15m": 1 } as const;
    const share = steps({ ...bad, "1m": 0, "6m": 0, "11m": 0, "16m": 0 });
    const latency = steps<number>({
      "0m": 4,
      "1m": 0.1,
      "5m": 4,
      "6m": 0.1,
      "10m": 4,
      "11m": 0.1,
      "15m": 4,
      "16m": 0.1,
    });
    const bursts = await run([
      ...[traffic(messages, { errors: share }), traffic(http, { latency })],
      traffic(errors.where({ error_type: "validation_error" }), { rate: share }),
    ]);
    expect(bursts).toFire(messageProcessingLag, { at: "16m", labels });
    expect(bursts).toFire(highDataQualityIssues, { at: "16m", labels });
    expect(bursts).toFire(highRequestLatency, { at: "16m", labels });
  });

  test("what is bad counts for five minutes", async () => {
    const ends = await run([
      traffic(messages, { errors: steps({ "0m": 0.5, "25m": 0 }) }),
      traffic(http, { latency: steps<number>({ "0m": 3, "25m": 0.1 }) }),
      traffic(errors.where({ error_type: "validation_error" }), { rate: steps({ "0m": 1, "25m": 0 }) }),
    ]);
    expect(ends).toResolve(messageProcessingLag, { after: "29m15s", within: "30m", labels });
    expect(ends).toResolve(highRequestLatency, { after: "29m15s", within: "30m15s", labels });
    expect(ends).toResolve(highDataQualityIssues, { after: "29m15s", within: "30m15s", labels });
  });

  test("there are enough messages and requests while those of five minutes are enough", async () => {
    const rate = steps({ "0m": 0.3, "20m": 0.02 });
    const ends = await run([traffic(validation, { rate, errors: 0.5 }), traffic(http, { rate, latency: 9 })]);
    for (const alert of [highDataQualityIssues, highRequestLatency]) {
      expect(ends).toFire(alert, { at: "23m", labels });
      expect(ends).toResolve(alert, { after: "23m", within: "24m", labels });
    }
    const failing = await run([traffic(messages, { rate, errors: 1 })]);
    expect(failing).toResolve(messageProcessingLag, { after: "23m", within: "24m", labels });
  });

  test("a share stays what it is when there is less traffic", async () => {
    const rate = steps({ "0m": 100, "20m": 1 });
    const falls = await run([traffic(messages, { rate, errors: 0.06 })]);
    expect(falls).toFire(messageProcessingLag, { at: "15m", labels });
    expect(falls).not.toResolve(messageProcessingLag);
    const invalid = await run([traffic(validation, { rate, errors: 0.012 })]);
    expect(invalid).toFire(highDataQualityIssues, { at: "15m", labels });
    expect(invalid).not.toResolve(highDataQualityIssues);
  });

  test("each fires at the evaluation at which its time is over", async () => {
    const bad = await run([
      ...[series(healthy, 0), series(memory, 1.1e9), traffic(errors.where({ error_type: "timeout" }), { rate: 0.11 })],
      traffic(messages, { rate: steps({ "0m": 10, "10m": 0 }) }),
    ]);
    expect(bad).toFire(serviceUnhealthy, { at: "2m", labels });
    expect(bad).toFire(highMemoryUsage, { at: "15m", labels });
    expect(bad).toBePending(highErrorRate, { at: "9m30s", labels });
    expect(bad).toFire(highErrorRate, { at: "9m45s", labels });
    expect(bad).toBePending(noMessagesProcessed, { at: "19m30s", labels });
    expect(bad).toFire(noMessagesProcessed, { at: "19m45s", labels });
  });

  test("an outage of another service fires nothing here", async () => {
    const other = serviceNames.find((one) => one !== name)!;
    const flowing = serviceNames.map((one) => traffic(services[one].messages, {}));
    const events = [outage(services[other], { at: "2m", for: "40m" })];
    const down = await simulate(pipeline, { series: flowing, events, for: "20m" });
    const alerts = [...highDataQualityIssues, ...highErrorRate, ...highRequestLatency, ...messageProcessingLag];
    expect(down).toStayQuiet([...alerts, ...noMessagesProcessed, ...serviceDown], { labels: { service: name } });
  });

  test.each([false, true])("in an outage, the worst is said; its targets are gone: %s", async (gone) => {
    const flowing = serviceNames.map((one) => traffic(services[one].messages, {}));
    const events = [outage(service, { at: "2m", for: "40m", gone })];
    const down = await simulate(pipeline, { series: flowing, events, for: "20m" });
    expect(down).toFire(serviceDown, { at: "3m", labels });
    expect(down).toFire(noMessagesProcessed, { at: "19m", labels });
    expect(down).toFire(highErrorRate, { at: "19m", labels, annotations: { value: /^0\.1 / } });
    const summary = `One in twenty requests to ${name}-service takes longer than 10s`;
    expect(down).toFire(highRequestLatency, { at: "19m", labels, annotations: { summary } });
  });
});
