import { expect, test } from "vitest";
import { hardcodedDataSource } from "../../../src/check/dashboard/hardcoded-data-source.js";
import { dashboard, findings, line, outside, panel, summaries } from "../build-subjects.js";

test("a data source is reported once, at its first panel, with the number of panels", () => {
  const found = findings(
    hardcodedDataSource,
    dashboard({
      panels: [
        panel({ title: "Requests", dataSources: ["P1809", "P1809"], span: line(3) }),
        panel({ title: "Errors", dataSources: ["P1809"], span: line(9) }),
        panel({ title: "Logs", dataSources: ["loki-prod"], span: line(12) }),
      ],
    }),
  );
  expect(found.map(({ summary }) => summary)).toEqual([
    'panel "Requests" and 1 more hard-code the data source "P1809"',
    'panel "Logs" hard-codes the data source "loki-prod"',
  ]);
  expect(found.map(({ at }) => at)).toEqual([line(3), line(12)]);
});

test.each(["$datasource", "${datasource}", "[[datasource]]", "${DS_PROMETHEUS}", "-- Mixed --", "grafana", ""])(
  "%j is there in every Grafana",
  (source) => {
    expect(summaries(hardcodedDataSource, dashboard({ panels: [panel({ dataSources: [source] })] }))).toEqual([]);
  },
);

test("a data source of the configuration is chosen by the environment", () => {
  const settings = { dataSources: { usage: { type: "prometheus", uid: "grafanacloud-usage" } } } as const;
  const panels = [panel({ dataSources: ["grafanacloud-usage"] })];
  const context = { ...outside, settings };
  expect(summaries(hardcodedDataSource, dashboard({ panels, context }))).toEqual([]);
});
