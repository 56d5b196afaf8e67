import { missingScrape, outage, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { containers, hosts, kubernetes, postgres } from "../../systems/autoserve/infrastructure.js";
import { fluentBit, jaeger } from "../../systems/autoserve/monitors.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { all, told } from "../../test/systems/autoserve-expected.js";
import { logsMissing, metricsMissing, tracesMissing } from "./monitors.js";

const page = (name: string) => `https://runbooks.autoserve.example/autoserve/${name}`;

describe.each([false, true])("in an outage of what watches, whose targets are gone: %s", (gone) => {
  const monitors = [hosts, containers, kubernetes, postgres, fluentBit, jaeger];
  const events = monitors.map((monitor) => outage(monitor, { at: "5m", for: "20m", gone }));

  test("each is heard after ten minutes, and pages nobody", async () => {
    const run = await simulate(autoserve, { series: all, events, for: "30m" });
    for (const job of ["node-exporter", "cadvisor", "kube-state-metrics", "postgres-exporter"]) {
      const labels = { job, exporter: job, severity: "warning" };
      expect(run).toFire(metricsMissing, {
        after: "15m",
        labels,
        annotations: {
          summary: `The metrics of ${job} are missing`,
          description: /^For ten minutes/,
          runbook_url: page("metrics-missing"),
          dashboard_url: /\/d\/autoserve-kubernetes-infrastructure\//,
        },
      });
      expect(run).toResolve(metricsMissing, { after: "25m", within: "26m", labels });
      expect(run).toNotify(metricsMissing, { ...told, labels });
    }
    for (const [alert, job, summary, runbook, dashboard] of [
      [logsMissing, "fluent-bit", "Logs do not appear in Loki", "logs-missing", "logs"],
      [tracesMissing, "jaeger", "Traces do not appear in Jaeger", "traces-missing", "traces"],
    ] as const) {
      expect(run).toFire(alert, {
        after: "15m",
        labels: { job, severity: "warning" },
        annotations: {
          summary,
          description: /^For ten minutes/,
          runbook_url: page(runbook),
          dashboard_url: new RegExp(`/d/autoserve-${dashboard}`),
        },
      });
      expect(run).toResolve(alert, { after: "25m", within: "26m" });
      expect(run).toNotify(alert, told);
    }
  });
});

test("one scrape that fails is no outage", async () => {
  const events = [hosts, containers, kubernetes, postgres, fluentBit, jaeger].map((monitor) =>
    missingScrape(monitor, { at: "5m" }),
  );
  expect(await simulate(autoserve, { series: all, events, for: "20m" })).toStayQuiet();
});

test("LogsMissing and TracesMissing fire on what is lost, and resolve", async () => {
  const lost = [
    traffic(fluentBit.dropped, { rate: steps({ "0m": 0.01, "20m": 0 }) }),
    traffic(jaeger.spans.refused, { rate: steps({ "0m": 0.01, "20m": 0 }) }),
  ];
  const run = await simulate(autoserve, { series: [...all, ...lost], for: "30m" });
  for (const alert of [logsMissing, tracesMissing]) {
    expect(run).toFire(alert, { after: "10m" });
    expect(run).toResolve(alert, { after: "24m45s", within: "25m30s" });
  }
  const well = [
    traffic(fluentBit.sent, {}),
    traffic(jaeger.spans.accepted, {}),
    traffic(jaeger.spans.refused, { rate: 0 }),
  ];
  expect(await simulate(autoserve, { series: [...all, ...well], for: "15m" })).toStayQuiet();
});
