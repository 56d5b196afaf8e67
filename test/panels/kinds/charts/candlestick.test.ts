import { candlestick, promql } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

const up = promql`up`;

test("has the values of its queries by their names", () => {
  const { options } = render(candlestick("Price", { open: up, close: up }), [{ name: "open" }, { name: "close" }]);
  expect(options).toMatchObject({
    mode: "candles+volume",
    candleStyle: "candles",
    colorStrategy: "open-close",
    fields: {},
    colors: { up: "green", down: "red", flat: "gray" },
    includeAllFields: false,
    legend: { showLegend: false },
  });
});

test("has options of candles, and those of a graph", () => {
  const panel = candlestick("Price", up, {
    show: "candles",
    candles: "bars",
    compareWith: "previous close",
    fields: { open: "first" },
    colors: { up: "blue" },
    showOthers: true,
    showLegend: "list",
    lineWidth: 2,
  });
  expect(render(panel)).toMatchObject({
    options: {
      mode: "candles",
      candleStyle: "ohlcbars",
      colorStrategy: "close-close",
      fields: { open: "first" },
      colors: { up: "blue", down: "red" },
      includeAllFields: true,
      legend: { showLegend: true },
    },
    fieldConfig: { defaults: { custom: { lineWidth: 2 } } },
  });
});
