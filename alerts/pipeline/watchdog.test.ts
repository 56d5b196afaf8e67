import { simulate } from "telltale/testing";
import { expect, test } from "vitest";
import { pipeline } from "../../systems/pipeline/system.js";
import { watchdog } from "./watchdog.js";

test("the watchdog fires from the start and for ever, and its service hears of it every five minutes", async () => {
  const run = await simulate(pipeline, { for: "20m" });
  expect(run).toFire(watchdog, {
    after: "0m",
    labels: { severity: "none" },
    annotations: {
      summary: /as long as this one fires/,
      runbook_url: "https://runbooks.pipeline.example/pipeline/watchdog",
    },
  });
  expect(run).not.toResolve(watchdog);
  expect(run).toNotify(watchdog, {
    receivers: ["heartbeat"],
    groupWait: "0s",
    groupInterval: "2m30s",
    repeatInterval: "3m45s",
  });
});
