import { traffic } from "telltale/testing";
import { afterAll, expect, onTestFailed, test } from "vitest";
import { api, compileBoth, jobs, shop, worker } from "../systems/shop-and-jobs.js";
import { accelerate } from "./accelerate.js";
import { missingServers } from "./missing-servers.js";
import { createScenario, liveValue } from "./scenario.js";
import { interval, type Stack, startStack } from "./stack.js";
import { observedTransitions } from "./transitions.js";
import { waitFor } from "./wait.js";

let stack: Stack | undefined;
afterAll(() => stack?.stop());

test.skipIf(missingServers)("no alert of one system fires for another with the same metric names", async () => {
  const start = Date.now();
  const workerErrors = liveValue(start, 0.001);
  const apiErrors = liveValue(start, 0.001);
  const apiLatency = liveValue(start, 0.05);
  const scenarios = [
    createScenario(shop, start, [
      traffic(api.http, { rate: 20, errors: apiErrors.profile, latency: apiLatency.profile }),
    ]),
    createScenario(jobs, start, [traffic(worker.http, { rate: 20, errors: workerErrors.profile, latency: 2.4 })]),
  ];
  const { artifacts } = compileBoth({ scrapeInterval: interval, evaluationInterval: interval });
  stack = await startStack({ artifacts: accelerate(artifacts, 30), scenarios });
  onTestFailed(() => console.log(stack?.logs()));
  const { receivers, evaluations } = stack;
  const transitions = () => observedTransitions(receivers.webhook).map(({ text }) => text);
  const waitUntil = (expected: readonly string[]) =>
    waitFor(expected.join(", "), () => expected.every((one) => transitions().includes(one)));

  // The worker has been slow from the beginning, which nobody alerts on.
  workerErrors.set(0.4);
  await waitUntil(["worker: WorkerFails fires"]);
  await evaluations(5);
  workerErrors.set(0);
  await waitUntil(["worker: WorkerFails resolves"]);
  apiErrors.set(0.4);
  apiLatency.set(2.4);
  await waitUntil(["api: ApiFails fires", "api: ApiSlow fires"]);
  await evaluations(5);
  expect(transitions().slice(0, 2)).toEqual(["worker: WorkerFails fires", "worker: WorkerFails resolves"]);
  expect(transitions().slice(2).sort()).toEqual(["api: ApiFails fires", "api: ApiSlow fires"]);
});
