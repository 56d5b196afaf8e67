import { missingScrape, outage, podRestart, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { auth } from "../../systems/qnt9/auth.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { signInsFail } from "./sign-ins.js";

describe("SignInsFail", () => {
  const labels = { app: "auth-service", severity: "critical" };
  const signIns = (errors: Parameters<typeof traffic<typeof auth.signIns>>[1]["errors"], rate = 2) =>
    traffic(auth.signIns, { rate, errors: errors! });

  test("fires when most attempts have failed for ten minutes", async () => {
    const run = await simulate(qnt9, { series: [signIns(0.52)], for: "30m" });
    // There is a rate from the second scrape on.
    expect(run).toBePending(signInsFail, { at: "10m", labels });
    expect(run).toFire(signInsFail, {
      at: "11m",
      labels,
      annotations: {
        summary: "Only 48% of the attempts to sign in succeed",
        description: /ten minutes/,
        runbook_url: /\/sign-ins-fail$/,
        panel_url: /\/d\/qnt9-auth-service\/.*viewPanel=(panel-)?1110170614\b/,
        dashboard_url: /\/d\/qnt9-auth-service\//,
        logs_url: /auth-service/,
      },
    });
    expect(run).toNotify(signInsFail, { receivers: ["on-call", "team"], labels, repeatInterval: "1h" });
  });

  test("fires when not a single attempt has succeeded since a restart", async () => {
    const run = await simulate(qnt9, {
      series: [traffic(auth.signIns.requests.where({ status: "failure" }), { rate: 1 })],
      events: [podRestart(auth, { at: "5m", pods: 3 })],
      for: "30m",
    });
    expect(run).toFire(signInsFail, { labels, annotations: { summary: "Only 0% of the attempts to sign in succeed" } });
  });

  test("stays quiet when almost half of the people mistype", async () => {
    const run = await simulate(qnt9, { series: [signIns(0.48)], for: "1h" });
    expect(run).not.toBePending(signInsFail);
    expect(run).toStayQuiet();
  });

  test("stays quiet when few people try", async () => {
    expect(await simulate(qnt9, { series: [signIns(1, 0.095)], for: "1h" })).toStayQuiet();
    expect(await simulate(qnt9, { series: [signIns(1, 0.105)], for: "1h" })).toFire(signInsFail, { labels });
    expect(await simulate(qnt9, { for: "30m" })).toStayQuiet();
  });

  test("counts five minutes, of all pods", async () => {
    const run = await simulate(qnt9, { series: [signIns(steps({ "0m": 1, "20m": 0 }))], for: "40m" });
    expect(run).toFire(signInsFail, { at: "22m", labels });
    expect(run).toResolve(signInsFail, { after: "22m", within: "24m", labels });
    const fewer = await simulate(qnt9, {
      series: [traffic(auth.signIns, { rate: steps({ "0m": 1, "20m": 0.01 }), errors: 1 })],
      for: "40m",
    });
    expect(fewer).toFire(signInsFail, { at: "22m", labels });
    expect(fewer).toResolve(signInsFail, { after: "22m", within: "25m", labels });
  });

  test("stays quiet while nobody has ever failed, and in the outage of another service", async () => {
    const succeeding = traffic(auth.signIns.requests.where({ status: "success" }), { rate: 2 });
    const run = await simulate(qnt9, {
      series: [succeeding],
      events: [outage(user, { at: "10m", for: "30m" })],
      for: "1h",
    });
    expect(run).not.toBePending(signInsFail);
  });

  test("stays firing in an outage, which takes the attempts away", async () => {
    const run = await simulate(qnt9, {
      series: [signIns(0.8)],
      events: [outage(auth, { at: "20m", for: "20m" })],
      for: "1h",
    });
    for (const at of ["19m", "21m", "28m", "39m"] as const) expect(run).toFire(signInsFail, { at, labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [signIns(0.8)],
      events: [missingScrape(auth, { at: "5m" }), missingScrape(auth, { at: "20m" })],
      for: "30m",
    });
    expect(run).toFire(signInsFail, { after: "10m", within: "12m", labels });
    expect(run).not.toResolve(signInsFail);
  });
});
