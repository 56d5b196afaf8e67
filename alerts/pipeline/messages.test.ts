import { counterReset, missingScrape, type Planned, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { serviceNames, services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { leadsTo, paged, told } from "../../test/systems/pipeline-expected.js";
import { highDataQualityIssues, messageProcessingLag, noMessagesProcessed } from "./messages.js";

describe.each(serviceNames)("messages of %s", (name) => {
  const { messages, errors, validation } = services[name];
  const labels = { job: `${name}-service`, service: name };
  const others = serviceNames.filter((other) => other !== name).map((other) => traffic(services[other].messages, {}));
  const run = (...own: readonly Planned[]) => simulate(pipeline, { series: [...others, ...own], for: "40m" });

  test("MessageProcessingLag fires when more than 5 % have failed for ten minutes", async () => {
    const failing = await run(traffic(messages, { errors: 0.051 }));
    expect(failing).toBePending(messageProcessingLag, { at: "10m", labels });
    expect(failing).toFire(messageProcessingLag, {
      after: "10m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(name, 819129331, "message-processing-lag"),
        summary: `${name}-service fails to process 5.1% of its messages`,
        description: /More than 5 % /,
      },
    });
    expect(failing).toNotify(messageProcessingLag, { ...told, labels });
  });

  test("MessageProcessingLag stays quiet just below, for a while only, and with few messages", async () => {
    expect(await run(traffic(messages, { errors: 0.049 }))).toStayQuiet();
    expect(await run(traffic(messages, { errors: steps({ "0m": 0, "10m": 0.2, "17m": 0 }) }))).toStayQuiet();
    expect(await run(traffic(messages, { rate: 0.095, errors: 1 }))).toStayQuiet();
    expect(await run(traffic(messages, { rate: 0.105, errors: 1 }))).toFire(messageProcessingLag, { labels });
  });

  test("what is not a success has failed, whatever it is called", async () => {
    const other = traffic(messages.requests.where({ status: "retry" }), { rate: 2 });
    expect(await run(traffic(messages, {}), other)).toFire(messageProcessingLag, { labels });
  });

  test("MessageProcessingLag resolves when messages succeed again, and is not shaken by scrapes and resets", async () => {
    const run = await simulate(pipeline, {
      series: [traffic(messages, { errors: steps({ "0m": 0.2, "30m": 0 }) })],
      events: [
        missingScrape(services[name], { at: "4m" }),
        counterReset(services[name], { at: "15m" }),
        missingScrape(services[name], { at: "20m" }),
      ],
      for: "40m",
    });
    expect(run).toFire(messageProcessingLag, { after: "10m", labels });
    expect(run).toResolve(messageProcessingLag, { after: "30m", within: "35m", labels });
  });

  test("NoMessagesProcessed fires ten minutes after the last message, and resolves with the next", async () => {
    const stops = await run(traffic(messages, { rate: steps({ "0m": 10, "10m": 0, "30m": 10 }) }));
    expect(stops).toStayQuiet(noMessagesProcessed, { until: "19m" });
    expect(stops).toFire(noMessagesProcessed, {
      after: "19m45s",
      labels: { ...labels, severity: "critical" },
      annotations: {
        ...leadsTo(name, 1855418572, "no-messages-processed"),
        summary: `${name}-service has not processed a message for ten minutes`,
        description: /^Either nothing arrives/,
      },
    });
    expect(stops).toResolve(noMessagesProcessed, { after: "30m", within: "31m", labels });
    expect(stops).toNotify(noMessagesProcessed, { ...paged, labels });
  });

  test("NoMessagesProcessed fires if a service has never processed one, too", async () => {
    expect(await run(traffic(services[name].http, {}))).toFire(noMessagesProcessed, { labels });
  });

  test("NoMessagesProcessed stays quiet while messages are rare", async () => {
    expect(await run(traffic(messages, { rate: 0.01 }))).toStayQuiet();
    expect(await run(traffic(messages, { rate: steps({ "0m": 10, "10m": 0, "18m": 10 }) }))).toStayQuiet();
  });

  test("HighDataQualityIssues fires when more than 1 % have not been valid for ten minutes", async () => {
    const invalid = await run(traffic(validation, { errors: 0.011 }));
    expect(invalid).toBePending(highDataQualityIssues, { at: "10m", labels });
    expect(invalid).toFire(highDataQualityIssues, {
      after: "10m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(name, 1631660715, "high-data-quality-issues"),
        summary: `1.1% of the messages to ${name}-service are not valid`,
        description: /More than 1 % /,
      },
    });
    expect(invalid).toNotify(highDataQualityIssues, { ...told, labels });
  });

  test("HighDataQualityIssues stays quiet just below, with few messages, and for other errors", async () => {
    expect(await run(traffic(validation, { errors: 0.009 }))).toStayQuiet();
    expect(await run(traffic(validation, { rate: 0.095, errors: 0.5 }))).toStayQuiet();
    expect(await run(traffic(validation, { rate: 0.105, errors: 0.5 }))).toFire(highDataQualityIssues, { labels });
    const other = traffic(errors.where({ error_type: "timeout" }), { rate: 5 });
    expect(await run(traffic(messages, {}), other)).toStayQuiet(highDataQualityIssues);
  });

  test("HighDataQualityIssues resolves when messages are valid again", async () => {
    const ends = await run(traffic(validation, { errors: steps({ "0m": 0.05, "25m": 0 }) }));
    expect(ends).toResolve(highDataQualityIssues, { after: "25m", within: "30m", labels });
  });
});
