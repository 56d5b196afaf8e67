import { type Override, override, promql, redAbove, timeseries } from "telltale";
import { describe, expect, test } from "vitest";
import { render } from "../render.js";

const up = promql`up`;

function overridesOf(...overrides: Override[]) {
  const panel = timeseries("A", { requests: up, errors: up }, { overrides });
  return render(panel, [{ name: "requests" }, { name: "errors" }]).fieldConfig?.overrides;
}

describe("an override", () => {
  test("selects fields by name, pattern, type and query", () => {
    const matchers = overridesOf(
      override.name("cart", { unit: "s" }),
      override.pattern("^5..$", { unit: "s" }),
      override.type("number", { unit: "s" }),
      override.query("errors", { unit: "s" }),
    )?.map(({ matcher }) => matcher);
    expect(matchers).toEqual([
      { id: "byName", options: "cart" },
      { id: "byRegexp", options: "/^5..$/" },
      { id: "byType", options: "number" },
      { id: "byFrameRefID", options: "B" },
    ]);
  });

  test("sets properties by the names of Grafana", () => {
    const [one] = overridesOf(
      override.name("errors", {
        displayName: "Errors",
        unit: "percentunit",
        color: "red",
        thresholds: redAbove(0.05),
        axis: { placement: "right", softMax: 1 },
        lines: "bars",
        lineStyle: "dash",
        hideFrom: ["graph"],
        dataLinks: [{ title: "Logs", url: "/explore", newTab: true }],
        properties: { "custom.barAlignment": 1 },
      }),
    )!;
    expect(Object.fromEntries(one!.properties.map(({ id, value }) => [id, value]))).toEqual({
      displayName: "Errors",
      unit: "percentunit",
      color: { mode: "fixed", fixedColor: "red" },
      thresholds: {
        mode: "absolute",
        steps: [
          { value: null, color: "green" },
          { value: 0.05, color: "red" },
        ],
      },
      "custom.axisPlacement": "right",
      "custom.axisSoftMax": 1,
      "custom.drawStyle": "bars",
      "custom.lineStyle": { fill: "dash", dash: [10, 10] },
      "custom.hideFrom": { viz: true, legend: false, tooltip: true },
      links: [{ title: "Logs", url: "/explore", targetBlank: true }],
      "custom.barAlignment": 1,
    });
  });
});
