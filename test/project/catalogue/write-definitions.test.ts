import { spawnSync } from "node:child_process";
import * as telltale from "telltale";
import { expect, test } from "vitest";
import { type AnyMetric, isMetric } from "../../../src/model/metric/any-metric.js";
import { compareExposed } from "../../../src/project/catalogue/compare-exposed.js";
import { type ExposedMetric, readExposed } from "../../../src/project/catalogue/exposed.js";
import { writeDefinitions } from "../../../src/project/catalogue/write-definitions.js";
import { startServerProcess } from "../../oracles/server-process.js";

function read(page: string): readonly ExposedMetric[] {
  const result = readExposed(page, "page");
  if ("problem" in result) throw new Error(result.problem);
  return result.metrics;
}

/** Runs a written file, as far as its function goes. */
function run(text: string): readonly AnyMetric[] {
  const [, used = "", body] = /^import \{ (.*) \} from "telltale";\n([\s\S]*)$/.exec(text)!;
  const code = body!.replace(/^export function (\w+)\(\)/m, "return function $1()");
  const vocabulary = new Map<string, unknown>(Object.entries(telltale));
  const builders = used.split(", ").map((name) => vocabulary.get(name));
  const create = new Function(...used.split(", "), code)(...builders) as () => Readonly<Record<string, unknown>>;
  return Object.values(create()).filter(isMetric);
}

test("a page becomes typed definitions", () => {
  const page = `# HELP cart_items_total Items in carts
# TYPE cart_items_total counter
cart_items_total{kind="toy",pod="a1"} 1
cart_items_total{kind="book",pod="b2"} 1
# TYPE cart_seconds histogram
cart_seconds_bucket{le="0.5"} 1
cart_seconds_bucket{le="+Inf"} 1
cart_seconds_sum 1
cart_seconds_count 1
# TYPE cart_build_info gauge
cart_build_info{version="1.2"} 1
`;
  expect(writeDefinitions(read(page), { name: "cart-metrics", from: "http://cart/metrics" })).toBe(
    `import { counter, histogram, info } from "telltale";

/** Imported from http://cart/metrics. Check the types, the labels and how many values they have. */
export function cartMetrics() {
  return {
    buildInfo: info("cart_build_info", { help: "Imported without help", labels: { version: 1 } }),
    itemsTotal: counter("cart_items_total", { help: "Items in carts", labels: { kind: { values: ["book", "toy"], about: 2 }, pod: 2 } }),
    seconds: histogram("cart_seconds", { help: "Imported without help", buckets: [0.5] }),
  };
}
`,
  );
});

test("nothing on a page can leave its place in the file", () => {
  const hostile = `# HELP a_b ");process.exit(1);//\\n\`\${1}
# TYPE a_b gauge
a_b{__proto__="x",constructor="\\"+process.exit(1)+\\""} 1
a_port 1
`;
  const text = writeDefinitions(read(hostile), { name: "delete", from: "x */ process.exit(1) /*\nexport" });
  const metrics = run(text);
  expect(metrics.map(({ name }) => name)).toEqual(["a_b", "a_port"]);
  expect(Object.keys(metrics[0]!.labels)).toContain("__proto__");
  expect(text).toContain("portMetric:");
  expect(text).toContain("export function deleteMetrics()");
});

const exporter = spawnSync("prometheus-node-exporter", ["--version"]).status === 0;
if (!exporter) console.log("skipped: prometheus-node-exporter is not installed");

test.skipIf(!exporter)(
  "what a real exporter exposes is imported without a difference",
  { timeout: 60_000 },
  async () => {
    const server = await startServerProcess({
      readyPath: "/metrics",
      command: ({ address }) => ["prometheus-node-exporter", `--web.listen-address=${address}`],
    });
    try {
      const page = await (await fetch(`${server.url}/metrics`)).text();
      const exposed = read(page);
      expect(exposed.length).toBeGreaterThan(200);
      const metrics = run(writeDefinitions(exposed, { name: "node", from: server.url }));
      expect(compareExposed(metrics, exposed, new Set())).toEqual([]);
      const renamed = read(page.replaceAll("node_load1 ", "node_load_1 "));
      expect(compareExposed(metrics, renamed, new Set()).map(({ metric, kind }) => `${metric} ${kind}`)).toEqual([
        "node_load1 missing",
        "node_load_1 undeclared",
      ]);
    } finally {
      await server.stop();
    }
  },
);
