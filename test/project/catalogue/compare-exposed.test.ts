import { counter, gauge, histogram, info } from "telltale";
import { expect, test } from "vitest";
import { compareExposed } from "../../../src/project/catalogue/compare-exposed.js";
import { readExposed } from "../../../src/project/catalogue/exposed.js";

const declared = [
  counter("cart_items_total", { help: "Items", labels: { shop: 3, kind: ["book", "toy"] } }),
  gauge("cart_open", { help: "Open carts" }),
  histogram("cart_seconds", { help: "Time", buckets: [0.1, 0.5] }),
  info("cart_build_info", { help: "Version", labels: { version: 2 } }),
];

const page = `# TYPE cart_items_total counter
cart_items_total{shop="a",kind="book"} 1
# TYPE cart_open gauge
cart_open 1
# TYPE cart_seconds histogram
cart_seconds_bucket{le="0.1"} 1
cart_seconds_bucket{le="0.5"} 1
cart_seconds_bucket{le="+Inf"} 1
cart_seconds_sum 1
cart_seconds_count 1
# TYPE cart_build_info gauge
cart_build_info{version="1"} 1
`;

function compare(text: string, added: readonly string[] = []): readonly string[] {
  const read = readExposed(text, "page");
  if ("problem" in read) return [read.problem];
  return compareExposed(declared, read.metrics, new Set(added)).map(({ metric, kind, summary }) => {
    return `${metric} ${kind}: ${summary}`;
  });
}

test("a page that exposes what is declared has no difference", () => {
  expect(compare(page)).toEqual([]);
});

test("names, types, labels, values and buckets are compared", () => {
  const changed = page
    .replaceAll("cart_open", "cart_opened")
    .replace('kind="book"', 'kind="car",lane="1"')
    .replace('cart_seconds_bucket{le="0.5"} 1\n', "")
    .replace("cart_build_info gauge", "cart_build_info counter");
  expect(compare(changed)).toEqual([
    "cart_items_total label: it has the label lane, which is not declared",
    'cart_items_total value: kind="car" is not among the declared values',
    "cart_open missing: it is declared, but not exposed",
    "cart_seconds buckets: its buckets are declared as 0.1, 0.5, and are 0.1",
    "cart_build_info type: it is declared as a gauge, and is a counter",
    "cart_opened undeclared: it is exposed (a gauge), but not declared",
  ]);
});

test("labels that scraping adds are not expected on the page", () => {
  const without = page.replace('shop="a",', "");
  expect(compare(without)).toEqual(["cart_items_total label: it has no label shop"]);
  expect(compare(without, ["shop"])).toEqual([]);
});

test("OpenMetrics calls a counter without _total", () => {
  const open = `${page.replace("TYPE cart_items_total", "TYPE cart_items").replace('kind="book"} 1', 'kind="book"} 1 # {trace_id="x"} 0.5')}# EOF\n`;
  expect(compare(open)).toEqual([]);
});

test("metadata has names and types only", () => {
  const data = { cart_items_total: [{ type: "gauge", help: "", unit: "" }], cart_open: [{ type: "gauge" }] };
  expect(compare(JSON.stringify({ status: "success", data }))).toEqual([
    "cart_items_total type: it is declared as a counter, and is a gauge",
    "cart_seconds missing: it is declared, but not exposed",
    "cart_build_info missing: it is declared, but not exposed",
  ]);
});

test("anything else is refused", () => {
  expect(compare('{ "status": "error" }')).toEqual([expect.stringContaining("neither a page of metrics")]);
  expect(compare("<html></html>\n")).toEqual(["the page cannot be parsed"]);
});
